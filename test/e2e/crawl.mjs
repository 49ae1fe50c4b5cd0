// Visits every kind of page that a person can reach from their first page, and looks at each with the same eyes.
import assert from 'node:assert/strict'
import { checkPage, desk, phone } from './harness.mjs'

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

// A measure's id is its name in the practice pack.
const ofThePack = /^\/measures\/[^/.]+(?=\/|$)/

/** The kind of an address: its path with no ids, and the names of what is asked of it. */
export function kindOf (address) {
  const { pathname, searchParams } = new URL(address, 'http://here')
  const names = [...new Set(searchParams.keys())].sort()
  return pathname.replaceAll(id, '*').replace(ofThePack, '/measures/*') + (names.length > 0 ? '?' + names.join('&') : '')
}

// A part, an action and the like look different as they stand, so several of each are looked at.
const severally = /^\/(parts|actions|areas|evidence|extensions|papers)\/\*$/
const enough = (kind) => severally.test(kind) ? 4 : 1

/**
 * Follows links from the addresses `starts` until enough of each kind have been seen, and calls `look(page, kind)` on each that is a
 * page. Gives the addresses seen, by kind. `faulty` is told of links that lead nowhere. More than `most` kinds is a fault of the
 * pages or of `kindOf`. Only addresses that `within` matches are followed.
 */
export async function crawl (page, starts, look, faulty, { within = /^/, most = 160 } = {}) {
  const seen = new Map()
  const found = [...starts]
  const visited = new Set()
  for (let address = found.shift(); address !== undefined; address = found.shift()) {
    const kind = kindOf(address)
    const already = seen.get(kind) ?? []
    if (already.length >= enough(kind) || visited.has(address)) continue
    visited.add(address)
    assert.ok(seen.size < most, `more than ${most} kinds of page: ${[...seen.keys()].join(' ')}`)
    seen.set(kind, [...already, address])
    const type = await typeOf(page, address)
    if (!type.startsWith('text/html')) continue
    const from = page.url()
    const answer = await page.goto(address)
    if (answer.status() !== 200) {
      faulty(new Error(`a link on a page such as ${from} leads to ${address}, which answers ${answer.status()}`))
      continue
    }
    await look(page, kind)
    found.push(...(await page.locator('a[href]').evaluateAll((links) => links
      .filter((link) => link.origin === location.origin && link.href.split('#')[0] !== location.href.split('#')[0])
      .map((link) => link.pathname + link.search))).filter((address) => within.test(address)))
  }
  return seen
}

// A file or data would start a download, so an address that may give one is asked without being opened.
async function typeOf (page, address) {
  if (!/\.(json|txt|csv|docx|xlsx|pdf)$|\/file$|\/data\.json|\/(html|text|csv)$/.test(new URL(address, 'http://here').pathname)) return 'text/html'
  const answer = await page.request.get(address)
  assert.equal(answer.status(), 200, `${address} answers ${answer.status()}`)
  const { 'content-type': type = '', 'content-disposition': how = '' } = answer.headers()
  return how.startsWith('attachment') ? 'a file' : type
}

/** What must be true of every page for everybody. `document` is a whole document of its own, such as a published paper. */
export async function sound (page, { document: alone = false } = {}) {
  const found = await page.evaluate((alone) => {
    const faults = []
    const headings = document.querySelectorAll('h1')
    if (headings.length !== 1) faults.push(`it has ${headings.length} headings of the first level`)
    else if (!headings[0].innerText.trim()) faults.push('its heading is empty')
    if (document.documentElement.lang !== 'en') faults.push(`its language is “${document.documentElement.lang}”`)
    const heading = headings[0]?.innerText.trim().replaceAll(/\s+/g, ' ') ?? ''
    if (!document.title.trim()) faults.push('it has no title')
    if (!/demonstration/i.test(document.title) && !alone) faults.push(`its title does not say that it is a demonstration: ${document.title}`)
    const mark = [...document.querySelectorAll('.tl-demonstration, .mark')].find((e) => e.checkVisibility())
    if (!/demonstration[^]*invented/i.test(mark?.innerText ?? '')) faults.push('it does not say that it is a demonstration')
    for (const each of ['main', 'header', 'footer']) {
      if (!alone && document.querySelectorAll(`body > ${each}, body > div > ${each}`).length !== 1) faults.push(`it has no one ${each}`)
    }
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`two things have the id “${id}”, so that a label can belong to the wrong one`)
    const text = document.body.innerText
    for (const slip of [/\bundefined\b/, /\bNaN\b/, /%!\w?\(/, /\[object /, /<no value>/, / {2,}\.|\.\.(?!\.)| ,/, /\b1 (days|parts|actions|areas|pieces)\b/]) {
      if (slip.test(text)) faults.push(`its words look wrong: “${text.slice(Math.max(0, text.search(slip) - 40), text.search(slip) + 40)}”`)
    }
    return faults
  }, alone)
  if (found.length > 0) throw new Error(`${page.url()}\n${found.map((line) => `- ${line}`).join('\n')}`)
}

/** What a page is made of. One in which nothing is new has nothing that was not looked at before. */
export const madeOf = (page) => page.evaluate(() =>
  [...new Set([...document.querySelectorAll('body *')].map((e) => `${e.parentElement.localName} ${e.localName}.${e.getAttribute('class') ?? ''}[${e.type ?? ''}]`))])

/** Checks a page for access on a desk and on a phone. */
export async function accessible (page) {
  for (const viewport of [desk, phone]) {
    await page.setViewportSize(viewport)
    await checkPage(page)
  }
  await page.setViewportSize(desk)
}

// The narrowest page that WCAG 2.2 asks to be read without scrolling sideways.
const narrowest = { width: 320, height: 640 }

/** Fails if the page scrolls sideways on the narrowest phone. */
export async function narrow (page) {
  await page.setViewportSize(narrowest)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  await page.setViewportSize(desk)
  assert.ok(width <= narrowest.width, `${page.url()} is ${width} px wide on a phone of ${narrowest.width} px`)
}

/** Fails if the page's title or address, which browsers keep, holds the family name or the whole name of any of these people. */
export async function unnamed (page, people) {
  const kept = `${await page.title()} ${decodeURIComponent(page.url())}`.toLowerCase()
  for (const name of people) {
    for (const part of [name, name.split(' ').at(-1)]) assert.ok(!new RegExp(`\\b${part.toLowerCase()}\\b`).test(kept), `“${part}” stands in the title or address: ${kept}`)
  }
}
