// Figures about children, from the analyst who publishes them to a councillor and a young person who read them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, printed, site } from './harness.mjs'
import { follow, heading, hides, matter, open, people, press, refusedAt, says, signIn, staff, typeDate } from './steps.mjs'

const at = site()

const day = '30 September 2012'
const title = `Children looked after on ${day}`

// What a screen reader says of an element: all of its words, those that are not shown too.
const readAloud = async (locator) => (await locator.evaluateAll((all) => all.map((e) => e.textContent.replaceAll(/\s+/g, ' ').trim())))

test('an analyst looks at figures before they publish them', async () => {
  const page = await at.page()
  await signIn(page, staff.analyst)
  await open(page, 'Figures')
  await at.check(page)
  await follow(page, 'Publish figures')
  await at.check(page)
  await typeDate(page, 'Which day are the figures about?', 31, 9, 2012)
  await press(page, 'Look at the figures')
  await refusedAt(page, 'day-day', /there is no 31 September 2012/)
  await at.check(page)
  await typeDate(page, 'Which day are the figures about?', 30, 9, 2012)
  await press(page, 'Look at the figures')
  await heading(page, title)
  await says(page, 'This is all that anybody will see.')
  await at.check(page)
  await press(page, 'Publish these figures')
  await says(page, 'The figures are published. Everybody who can read figures can read them now.')
  await heading(page, title)
  await at.check(page)
})

const readers = [
  ['a councillor', people.boardMember, { }, 'At the end of 30 September 2012 the council looked after 46 children and young people.'],
  ['a young person, on a phone without JavaScript', people.youngPerson, { viewport: phone, javaScript: false }, 'On 30 September 2012, the council looked after 46 children and young people.']
]
for (const [reader, who, options, sentence] of readers) {
  test(`${reader} reads the figures`, async () => {
    const page = await at.page(options)
    await signIn(page, who)
    await open(page, 'Figures')
    await at.check(page)
    await follow(page, title)
    await says(page, sentence)
    await at.check(page)

    const table = page.getByRole('table', { name: `Age: children looked after on ${day}` })
    const hidden = await readAloud(table.getByRole('row', { name: /^Under 1/ }).getByRole('cell'))
    assert.deepEqual(hidden, ['not shown', 'not shown'], 'a number that is hidden is so in words')
    assert.match(await matter(page).locator('section', { has: table }).innerText(), /Not shown: a number from 1 to 5, or one that would let such a number be worked out\./)

    // Each chart says in words what it draws.
    const charts = page.getByRole('img')
    assert.equal(await charts.count(), await page.getByRole('table').count())
    for (const chart of await charts.all()) assert.match(await chart.getAttribute('aria-label'), /^Bar chart\. .+: /)
    assert.match(await charts.first().getAttribute('aria-label'), /Under 1: not shown; 1 to 4: 6/)

    await hides(page, 'Withdraw')
    assert.equal((await page.request.get('/figures/new')).status(), 403)
    const file = await (await page.request.get(`${page.url()}/tables.csv`)).text()
    assert.match(file, /Age,Under 1,Total,c,c/)
    assert.doesNotMatch(file, /Wexley|Haverthorn|Ndulo/)
  })
}

test('figures print whole, with their definition', async () => {
  const page = await at.page()
  await signIn(page, people.boardMember)
  await open(page, 'Figures')
  await follow(page, title)
  await heading(page, title)
  const { sides, text: laid } = await printed(page)
  const text = laid.replaceAll(/\s+/g, ' ')
  assert.ok(sides <= 6, `${sides} sides`)
  for (const words of [title, 'Age and sex', 'How we counted', 'Demonstration']) assert.ok(text.includes(words), `the paper does not say “${words}”`)
  assert.doesNotMatch(text, /Every table as one file/)
})

const carried = 'Children looked after on 31 December 2012'
for (const [way, options] of [['at a desk', {}], ['on a phone without JavaScript', { viewport: phone, javaScript: false }]]) {
  test(`a paper carries figures, ${way}, and prints them`, async () => {
    const page = await at.page(options)
    await signIn(page, people.planOwner)
    await page.goto('/papers/new')
    await page.getByLabel('Figures about children, in an annex').selectOption({ label: `${carried}, published on 15 January 2013` })
    await at.check(page)
    await press(page, 'Start the paper')
    await at.check(page)
    await press(page, 'Save and preview')
    await says(page, 'Annex D: figures about children', 'Reference of the release', 'Who is counted')
    const table = page.getByRole('table', { name: `${carried}: age`, exact: true })
    assert.deepEqual(await readAloud(table.getByRole('row', { name: /^Under 1/ }).getByRole('cell')), ['not shown', 'not shown'])
    await at.check(page)

    await follow(page, 'By itself, to print (HTML)')
    await heading(page, /^Progress on the action plan/)
    await at.check(page)
    const { text: laid } = await printed(page)
    const text = laid.replaceAll(/\s+/g, ' ')
    for (const words of ['Annex D: figures about children', `${carried}: age and sex`, 'Not shown: a number from 1 to 5', 'Reference of the release']) assert.ok(text.includes(words), `the printed paper does not say “${words}”`)
  })
}
