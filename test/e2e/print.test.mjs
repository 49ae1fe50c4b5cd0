// On paper every side says what it is, keeps its tables whole and loses no words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printed, site } from './harness.mjs'
import { follow, heading, openAction, openPart, people, press, signIn } from './steps.mjs'

const at = site()

/** The sides of a printed page, each as its text. */
async function sidesOf (page, options) {
  const { sides, text } = await printed(page, options)
  const each = text.split('\f').slice(0, -1)
  assert.equal(each.length, sides)
  return each
}

const marked = (sides, mark) => sides.forEach((side, i) => {
  const foot = side.trimEnd().split('\n').at(-1)
  assert.match(foot, mark, `side ${i + 1} ends with “${foot}”`)
  assert.match(foot, new RegExp(`${i + 1} of ${sides.length}$`), `side ${i + 1} has its number`)
})

const demonstration = /Demonstration: its agencies, people, actions and evidence are invented/

test('the plan is on one side of A4 landscape, whole, whatever way the paper lies', async () => {
  const page = await at.page()
  await signIn(page, people.chair)
  await page.goto('/plan')
  const rows = await page.locator('.tl-plan tbody th').allInnerTexts()
  for (const landscape of [true, false]) {
    const sides = await sidesOf(page, { landscape })
    assert.equal(sides.length, 1)
    marked(sides, demonstration)
    for (const row of rows) assert.match(sides[0], new RegExp(`^\\s*${row.split(' ')[0]} `, 'm'), `${row} is printed`)
    for (const heading of ['Done', 'Checked', 'Difference shown']) assert.ok(sides[0].includes(heading))
  }
})

for (const [address, last] of [['/plan?as-at=2012-06-30', /A43/], ['/plan?section=safeguarding&scheme=brag', /S6-4/]]) {
  test(`${address} is on one side too`, async () => {
    const page = await at.page()
    await signIn(page, people.boardMember)
    await page.goto(address)
    const sides = await sidesOf(page)
    assert.equal(sides.length, 1)
    for (const wanted of [/The plan on (1 February 2013|30 June 2012)/, /S3-3/, last, /As at [^]*as known at [^]*\(entry \d+\)\./]) assert.match(sides[0], wanted)
  })
}

test('every page that is printed says on each side that it is a demonstration', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  const steps = [
    () => page.goto('/home'), () => page.goto('/plan?rows=actions&scheme=brag'), () => page.goto('/changes?from=2012-06-30'),
    () => page.goto('/inspections').then(() => follow(page, /^Safeguarding and looked/)), () => page.goto('/history'),
    () => page.goto('/plan').then(() => follow(page, /^S3-3 /)), () => openAction(page, 'A8'), () => openPart(page, 'A8c')
  ]
  for (const step of steps) {
    await step()
    await page.getByRole('heading', { level: 1 }).waitFor()
    const sides = await sidesOf(page)
    marked(sides, demonstration)
    assert.match(sides[0], /Demonstration\. Its agencies/)
    assert.doesNotMatch(sides.join(), /Sign out|\(\/[a-z]+\//, 'what only works on a screen is left out')
    assert.match(sides.at(-1), /As at 1 February 2013/)
  }
})

/** Fails unless the tables of a printed paper are whole: headings over every side of them, and no caption left behind at a foot. */
function wholeTables (sides) {
  let rows = 0
  for (const side of sides) {
    const lines = side.split('\n').filter((line) => line.trim() !== '').slice(0, -1)
    assert.doesNotMatch(lines.at(-1), /^\s*Table \d+:/, 'a caption is left at the foot of a side')
    assert.doesNotMatch(lines.at(-1), /^\s*Reference\s+Action/, 'headings are left at the foot of a side')
    const first = lines.findIndex((line) => /^\s*A\d+\s{2,}/.test(line))
    if (first < 0) continue
    rows += lines.filter((line) => /^\s*A\d+\s{2,}/.test(line)).length
    assert.ok(lines.slice(0, first).some((line) => /^\s*Reference\s+Action/.test(line)), `no headings stand over ${lines[first]}`)
  }
  return rows
}

/** Fails if a word on the page is not on the paper. */
async function allWords (page, sides) {
  const words = (text) => new Set(text.match(/[\p{L}\p{N}’]{4,}/gu))
  const onPaper = words(sides.join(' '))
  const hyphenless = sides.join('').replaceAll(/\s+/g, '')
  const onPage = words(await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4, p, li, th, td, dd, caption')]
    .filter((e) => !e.closest('.skip') && !e.querySelector('.back')).map((e) => e.innerText).join(' ')))
  const lost = [...onPage].filter((word) => !onPaper.has(word) && !hyphenless.includes(word))
  assert.deepEqual(lost, [], 'words that the page has and the paper does not')
}

test('a published paper prints whole', async () => {
  const page = await at.page()
  await signIn(page, people.boardMember)
  await page.goto('/papers')
  await follow(page, /^Progress on the action plan/)
  const inside = await sidesOf(page)
  marked(inside, demonstration)
  await follow(page, 'By itself, to print or keep (HTML)')
  await page.waitForURL('**/paper.html')
  const sides = await sidesOf(page)
  marked(sides, demonstration)
  assert.match(sides[0], /Demonstration\. Every agency, person and figure is invented/)
  assert.ok(wholeTables(sides) >= 40, 'the rows behind the sentences are printed')
  await allWords(page, sides)
})

test('a draft says on each side that it is one', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await page.goto('/papers/new')
  await press(page, 'Start the paper')
  await press(page, 'Save and preview')
  await heading(page, /^Progress on the action plan/)
  await follow(page, 'By itself, to print (HTML)')
  await page.waitForURL('**/draft.html')
  const sides = await sidesOf(page)
  marked(sides, /Draft, not published\. Demonstration: its agencies/)
  wholeTables(sides)
})
