// A paper to Cabinet: its implications are written, it is sent to be cleared, one refuses and is answered, and the chair may waive.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, hides, open, people, press, refusedAt, says, signIn, typeDate } from './steps.mjs'

const at = site()

const title = 'The plan, for Cabinet'
let draft

test('an administrator looks at what papers to each committee have, and makes one the council’s own', async () => {
  const page = await at.page()
  await signIn(page, people.administrator)
  await open(page, 'Papers')
  await follow(page, 'What papers to each committee have')
  await says(page, 'This template comes with the program.')
  await at.check(page)
  await page.getByRole('link', { name: 'Make it your own' }).nth(1).click()
  await heading(page, 'Make a committee template')
  await at.check(page)
  await page.getByLabel('Place of “Contact”').fill('1')
  await press(page, 'Make the template')
  await refusedAt(page, 'place.contact', /both have place 1\. Give each its own/)
  await at.check(page)
})

test('a plan owner writes the implications and asks for the paper to be cleared', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await page.goto('/papers/new')
  await page.getByLabel('Committee template').selectOption('Cabinet (as it comes)')
  await page.getByLabel('Committee or board').fill('')
  await page.getByLabel('Title').fill(title)
  await typeDate(page, 'Day of the meeting', 2, 12, 2030)
  await press(page, 'Start the paper')
  await at.check(page)
  draft = new URL(page.url()).pathname
  await page.getByLabel('Legal implications', { exact: true }).fill('The duty to work together rests on section 10 of the Children Act 2004.')
  await page.getByLabel('Financial implications', { exact: true }).fill('The costs are within the budgets of each agency.')
  await press(page, 'Save and go on to publish')
  await heading(page, 'This paper can’t be published yet')
  await says(page, 'Risks: write this section, or say that there are none and why.')
  await says(page, 'nobody has been asked yet. Ask for the paper to be cleared.')
  await at.check(page)
  await page.goto(draft + '/clearance')
  await at.check(page)
  await follow(page, 'Ask for the paper to be cleared')
  await press(page, 'Ask them')
  await refusedAt(page, 'answer_by-day', /Enter the last day to answer/)
  await at.check(page)
  await typeDate(page, 'Last day to answer', 1, 12, 2030)
  await press(page, 'Ask them')
  await says(page, 'They have been asked to answer by 1 December 2030.')
  await at.check(page)
})

test('an agency lead says what has to be put right, on a phone without JavaScript', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signIn(page, people.lead)
  await follow(page, 'Clear a paper, or say what has to be put right')
  await heading(page, 'Who clears this paper')
  await says(page, 'section 10 of the Children Act 2004')
  await at.check(page)
  const which = page.getByRole('group', { name: 'Which clearance do you answer?' }).getByRole('radio')
  if (await which.count() > 0) await which.first().check()
  await page.getByLabel('No, something has to be put right').check()
  await press(page, 'Send your answer')
  await refusedAt(page, 'comments', /Say what has to be put right/)
  await at.check(page)
  await page.getByLabel('What has to be put right').fill('The number trained is out of date.')
  await press(page, 'Send your answer')
  await says(page, 'Your comments have been sent.')
  await at.check(page)
})

test('the author answers, and the chair sees what can be waived', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await page.goto(draft + '/clearance')
  await says(page, '“The number trained is out of date.”')
  await follow(page, 'Answer the comments')
  await at.check(page)
  await page.getByLabel('Which clearance?').selectOption({ index: 1 })
  await page.getByLabel('Your reply').fill('It is the number of the day that the paper describes.')
  await press(page, 'Send the reply')
  await says(page, 'It is the number of the day that the paper describes.')
  await at.check(page)

  const chair = await at.page()
  await signIn(chair, people.chair)
  await open(chair, 'Papers')
  await follow(chair, 'Papers to clear')
  await at.check(chair)
  await follow(chair, title)
  await follow(chair, 'Waive a clearance')
  await at.check(chair)
})

test('a councillor and a young person see nothing of it', async () => {
  for (const who of [people.boardMember, people.youngPerson]) {
    const page = await at.page()
    await signIn(page, who)
    await open(page, 'Papers')
    await hides(page, title)
    await hides(page, 'Papers to clear')
    for (const path of ['/clearance', '/clearance/waive', '/clearance/reply']) assert.equal((await page.request.get(draft + path)).status(), 403)
    assert.equal((await page.request.get(draft)).status(), 404)
  }
})
