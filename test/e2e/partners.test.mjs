// One child, as a nurse, a school and the police see her: each their own part and nothing else. Nobody else is told that she is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, hides, matter, openFile, people, press, says, search, signIn, staff } from './steps.mjs'

const at = site()

const child = 'Ellie Haverthorn'
const hidden = '14 Sedgewick Rise' // where she lives is kept from her brothers' father

const shared = 'What a conference shared with the agencies'

// What each sees among the records, what is open to them there, and what only others see.
const partners = [
  { who: staff.nurse, options: {}, purpose: 'Working with this child or family', records: [shared, 'Dental check'], opens: /^Dental check/, words: 'Two small fillings are needed.' },
  { who: staff.school, options: { viewport: phone, javaScript: false }, purpose: 'Working with this child or family', records: [shared] },
  {
    who: staff.police, options: { viewport: phone, javaScript: false }, purpose: 'Protecting a child: strategy discussion or enquiry', records: ['Strategy discussion'],
    opens: /^Strategy discussion/, words: 'Police shared five call-outs in two years.'
  }
]

const everything = [shared, 'Visit', 'Dental check', 'Strategy discussion', 'Child protection conference', 'Management decision', 'Supervision: the child’s file', 'Out-of-hours call']

/** The kinds of record that the open file shows. */
const kindsShown = (page) => page.locator('#records h3').allInnerTexts()

test('her social worker sees every part', async () => {
  const page = await at.page()
  await signIn(page, staff.socialWorker)
  await openFile(page, child)
  assert.deepEqual((await kindsShown(page)).sort(), [...everything].sort())
  await says(page, hidden)
  await at.check(page)
})

for (const { who, options, purpose, records, opens, words } of partners) {
  test(`${who.split(',')[1].trim().toLowerCase()} sees their part of one child and nothing else`, async () => {
    const page = await at.page(options)
    await signIn(page, who)
    await openFile(page, child)
    await says(page, `You are looking in order to: ${purpose}.`, 'Your agency works with them. Your looking at this is recorded.')
    assert.deepEqual(await kindsShown(page), records)
    await hides(page, hidden, 'Sedgewick', 'Conference', 'See who looked', 'Sharing and consent')
    await at.check(page)
    if (opens) {
      await follow(page, opens)
      await says(page, words, 'Your looking at this is recorded.')
      await hides(page, hidden)
      await at.check(page)
    }
    await search(page, 'Aaron Bickerby')
    await says(page, 'Nobody found')
    await at.check(page)
  })
}

test('a councillor and a young person are told the same of a child who is there as of one who is not', async () => {
  const worker = await at.page()
  await signIn(worker, staff.socialWorker)
  await openFile(worker, child)
  const file = new URL(worker.url()).pathname
  const nobody = file.slice(0, -6) + '000000'
  for (const [who, options] of [[people.boardMember, {}], [people.youngPerson, { viewport: phone, javaScript: false }]]) {
    const page = await at.page(options)
    await signIn(page, who)
    assert.equal(await page.getByRole('link', { name: 'Casework' }).count(), 0, 'no link leads there')
    const told = []
    for (const address of [file, nobody, `${file}/views`, `${nobody}/views`]) {
      const answer = await page.goto(address)
      assert.equal(answer.status(), 403)
      told.push(await matter(page).innerText())
      assert.ok(!(await page.content()).includes('Ellie'))
      await heading(page, 'You don\'t have access to this page')
    }
    await at.check(page)
    assert.equal(told[0], told[1])
    assert.equal(told[2], told[3])
    await page.goto('/find?q=Haverthorn')
    await hides(page, child)
    await at.check(page)
  }
})

test('a school is told the same of a child whom it may not see as of one who is not there', async () => {
  const worker = await at.page()
  await signIn(worker, staff.socialWorker)
  await openFile(worker, 'Noah Ivesham')
  const file = new URL(worker.url()).pathname
  const page = await at.page()
  await signIn(page, staff.school)
  const told = []
  for (const address of [file, file.slice(0, -6) + '000000']) {
    const answer = await page.goto(address)
    assert.equal(answer.status(), 404)
    told.push(await matter(page).innerText())
  }
  assert.equal(told[0], told[1])
  await at.check(page)
})
