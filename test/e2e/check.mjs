// What must be true of every page: checked on each page that a journey visits.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { javaScriptIn, phone, troublesOf } from './browser.mjs'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// WCAG 2.2 at level AA is all of these together.
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Fails, listing all that is wrong, unless the page
 * - meets WCAG 2.2 AA as far as axe-core can tell,
 * - does not scroll sideways on a phone,
 * - put no error in the console and asked no other host, since it was opened.
 */
export async function checkPage (page) {
  // A page of which only a part has come so far is not judged: its links would seem to have no words.
  await page.waitForLoadState('load')
  const found = [...await inaccessible(page), ...await tooWide(page), ...troublesOf(page).splice(0)]
  if (found.length > 0) {
    throw new Error(`${page.url()}\n${found.map((line) => `- ${line}`).join('\n')}`)
  }
}

async function inaccessible (page) {
  const { violations } = await apart(page, async (evaluate) => {
    await evaluate(axeSource + '; undefined')
    return evaluate(`axe.run(document, { runOnly: ${JSON.stringify(standards)}, resultTypes: ['violations'] })
      .then(({ violations, passes }) => ({ passes: passes.length, violations: violations.map(
        ({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(({ html, target }) => ({ html, target })) })) }))`)
  })
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html, target }) => `${help} (${id}, ${impact}) at ${target.join(' ')}: ${html.slice(0, 200)}`))
}

async function tooWide (page) {
  const before = page.viewportSize()
  await page.setViewportSize(phone)
  try {
    return await apart(page, (evaluate) => evaluate(`(() => {
      const width = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= width) return []
      const framed = (e) => e.parentElement && (getComputedStyle(e.parentElement).overflowX !== 'visible' || framed(e.parentElement))
      const all = [...document.body.querySelectorAll('*')].filter((e) => !framed(e))
      // A long word sticks out of its own element, so the innermost such element is named when nothing else is too wide.
      const wide = all.filter((e) => e.getBoundingClientRect().right > width + 0.5)
      if (wide.length === 0) wide.push(...all.filter((e) => e.scrollWidth > e.clientWidth).reverse())
      const names = wide.slice(0, 5).map((e) => e.localName + (e.className ? '.' + e.className : ''))
      return ['scrolls sideways on a phone: ' + document.documentElement.scrollWidth + ' px wide in ' + width +
        '; too wide are ' + names.join(', ')]
    })()`))
  } finally {
    await page.setViewportSize(before)
  }
}

// Runs checks in a world of their own beside the page's, so that the page's content security policy stays in force for the page
// and does not stop the check. In a page whose JavaScript is off it is on for as long as the check takes: none of the page's own
// scripts was loaded, so none runs.
async function apart (page, run) {
  const session = await page.context().newCDPSession(page)
  const javaScript = javaScriptIn(page)
  try {
    if (!javaScript) await allowScripts(session)
    const { frameTree } = await session.send('Page.getFrameTree')
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'check' })
    return await run(async (expression) => {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression, contextId: executionContextId, awaitPromise: true, returnByValue: true
      })
      if (exceptionDetails) throw new Error(`the check could not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
      return result.value
    })
  } finally {
    // A session that left would leave JavaScript on, so it stays until the page closes.
    if (javaScript) await session.detach()
    else await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  }
}

// Chromium takes no notice of "off" being false in a session that never said true.
async function allowScripts (session) {
  for (const value of [true, false]) await session.send('Emulation.setScriptExecutionDisabled', { value })
}
