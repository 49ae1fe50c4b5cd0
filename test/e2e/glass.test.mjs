// A record is opened in an emergency, and somebody else looks at why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { addPerson, follow, heading, hides, matter, open, people, press, refusedAt, says, search, signIn, signInWith, staff } from './steps.mjs'

const at = site()

const council = 'Ribbleshire County Council'
const reason = 'A neighbour rang: screaming next door, and nobody answers. Officers ask who lives there.'

/** Finds a child to whom nobody has tied the one signed in, and opens the record in an emergency. */
async function breakGlass (page, child) {
  await search(page, child)
  await says(page, child, 'No tie')
  await follow(page, child)
  await heading(page, child)
  const file = page.url()
  await hides(page, 'Full care order', 'Visit')
  await follow(page, 'Open this file in an emergency')
  await heading(page, 'Open this record in an emergency')
  await at.check(page)
  assert.ok(!(await page.title()).includes(child.split(' ')[0]), 'the title names nobody')
  await page.getByLabel('What is the emergency?').fill('Urgent')
  await press(page, 'Open the record until midnight')
  await refusedAt(page, 'reason', /^Say in at least 5 different words what the emergency is/)
  await at.check(page)
  await page.getByLabel('What is the emergency?').fill(reason)
  await press(page, 'Open the record until midnight')
  await says(page, 'The record is open to you until midnight.', 'You are looking in order to: An emergency: breaking the glass.', 'Full care order')
  assert.equal(page.url(), file)
  await at.check(page)
  return file
}

for (const [way, options, child] of [['at a desk', {}, 'Chidi Ndulo'], ['on a phone without JavaScript', { viewport: phone, javaScript: false }, 'Lexi Farnsby']]) {
  test(`a duty worker with no tie opens a record, and the governance lead reviews it, ${way}`, async () => {
    const duty = await at.page(options)
    await signIn(duty, staff.dutyWorker)
    const file = await breakGlass(duty, child)
    await follow(duty, /^Visit,? /)
    await says(duty, 'What was recorded', 'Your looking at this is recorded.')
    await at.check(duty)
    const answer = await duty.goto('/governance/glass')
    assert.equal(answer.status(), 403, 'who opens records does not see the list of reviews')
    await heading(duty, 'You don\'t have access to this page')

    const lead = await at.page(options)
    await signIn(lead, staff.governance)
    await open(lead, 'Governance')
    await at.check(lead)
    await follow(lead, 'Emergencies to review')
    await says(lead, 'Neil Sugden', child, reason)
    await at.check(lead)
    await matter(lead).getByRole('table', { name: 'Emergencies to review' }).getByRole('row', { name: child }).getByRole('link').click()
    await says(lead, reason, 'Opened in an emergency', 'An emergency: breaking the glass')
    await at.check(lead)

    await follow(lead, 'Everybody who looked at this person')
    await heading(lead, 'Who looked')
    assert.equal(lead.url(), `${file}/views`)
    const looks = matter(lead).getByRole('table', { name: 'Who looked at this person' })
    assert.match(await looks.getByRole('row', { name: 'Neil Sugden' }).first().innerText(), /breaking the glass[^]*[Oo]pened in an emergency/)
    await at.check(lead)

    await lead.goBack()
    await press(lead, 'Save the review')
    await refusedAt(lead, 'justified', /^Choose /)
    await at.check(lead)
    await lead.getByRole('radio', { name: /^Yes:/ }).check()
    await lead.getByLabel('What did you find?').fill('I asked the duty manager and the police. The call was real.')
    await press(lead, 'Save the review')
    await says(lead, 'The review is saved.')
    assert.match(await matter(lead).getByRole('table', { name: 'Emergencies that were reviewed' }).getByRole('row', { name: child }).innerText(), /Justified[^]*Rosalind Tait/)
  })
}

test('nobody reviews their own emergency, whatever else they may do', async () => {
  const page = await at.page()
  await signIn(page, people.administrator)
  const both = await addPerson(page, {
    name: 'Edie Marlow', email: 'edie.marlow@ribbleshire.example', agency: council, roles: ['Information governance lead', 'Out-of-hours duty worker']
  })
  await page.context().clearCookies()
  await signInWith(page, both)
  await page.goto('/casework')
  await matter(page).getByText('Change why you are looking').click()
  await page.getByRole('radio', { name: 'Working with this child or family' }).check()
  await press(page, 'Change')
  await breakGlass(page, 'Amara Ndulo')
  await open(page, 'Governance')
  await follow(page, 'Emergencies to review')
  await matter(page).getByRole('table', { name: 'Emergencies to review' }).getByRole('row', { name: 'Amara Ndulo' }).getByRole('link').click()
  await says(page, 'You opened this record, so somebody else must review it.')
  assert.equal(await matter(page).getByRole('button', { name: 'Save the review' }).count(), 0)
  await at.check(page)
})
