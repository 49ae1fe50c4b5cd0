// On paper: the plan at a glance on one side of A4, and the Board's paper without the program around it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printed, site } from './harness.mjs'
import { heading, open, people, signIn } from './steps.mjs'

const at = site()

for (const [address, last] of [['/plan', /A48/], ['/plan?as-at=2012-06-30', /A43/], ['/plan?section=safeguarding&scheme=brag', /S6-4/]]) {
  test(`${address} prints on one side`, async () => {
    const page = await at.page()
    await signIn(page, people.boardMember)
    await page.goto(address)
    await heading(page, /^The plan on /)
    const { sides, text } = await printed(page)
    assert.equal(sides, 1, `it takes ${sides} sides`)
    for (const wanted of [/Demonstration\./, /The plan on (1 February 2013|30 June 2012)/, /As at [^]*as known at/, /S3-3/, last, /as known at [^]*\(entry \d+\)\.\s*$/]) assert.match(text, wanted)
    for (const unwanted of ['Sign out', 'Choose the date and what to show', 'As data (JSON)']) assert.ok(!text.includes(unwanted), `“${unwanted}” is printed`)
  })
}

test('the Board’s paper prints as a paper', async () => {
  const page = await at.page()
  await signIn(page, people.boardMember)
  await open(page, 'Papers')
  await page.locator('main a[href^="/papers/"]').first().click()
  const html = (await page.locator('a[href$="/paper.html"], iframe[src$="/paper.html"]').first().evaluate((e) => e.href ?? e.src))
  await page.goto(html)
  const { sides, text } = await printed(page)
  assert.ok(sides >= 2 && sides <= 30, `it takes ${sides} sides`)
  for (const wanted of [/Demonstration\./, /Plan as at/i, /known at/i, /Decisions required/i, /Contact/]) assert.match(text, wanted)
  for (const unwanted of ['Sign out', 'Audit trail']) assert.ok(!text.includes(unwanted), `“${unwanted}” is printed`)
})
