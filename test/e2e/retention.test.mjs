// How long records are kept, who decides that they go, and what ends when consent does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { addPerson, follow, heading, hides, matter, open, openFile, people, press, refusedAt, says, signIn, signInWith, staff, typeDate } from './steps.mjs'

const at = site()

const council = 'Ribbleshire County Council'

/** Opens the list of records to destroy that is waiting. */
async function openList (page) {
  await open(page, 'Governance')
  await follow(page, 'Records to destroy')
  await at.check(page)
  await matter(page).getByRole('table', { name: 'Lists that are open' }).getByRole('link').click()
  await heading(page, 'Records to destroy')
}

/** Decides on the list that is open, with a reason. */
async function decide (page, choice, why) {
  await page.getByRole('radio', { name: choice }).check()
  await page.getByLabel('Why?').fill(why)
  await matter(page).getByRole('button', { name: /^(Save|Carry out the decision)$/ }).click()
}

test('a destruction is proposed by one, looked through by another and signed by a third', async () => {
  const lead = await at.page()
  await signIn(lead, staff.governance)
  await openList(lead)
  await at.check(lead)
  await press(lead, 'Save')
  await refusedAt(lead, 'to', 'Choose what you decide.')
  await decide(lead, 'Refuse the list', 'It is to be proposed again after the claim was checked.')
  await says(lead, 'The list was refused. Everything on it is kept.')
  await open(lead, 'Governance')
  await follow(lead, 'How long records are kept')
  await at.check(lead)
  await follow(lead, 'Show: something is due')
  await follow(lead, 'Wendy Garstone')
  await says(lead, 'What each record says is not shown here.', 'Due', '6 years from 18 November 2005')
  await at.check(lead)
  await press(lead, 'Propose what is due')
  await heading(lead, 'Records to destroy')
  await says(lead, 'Proposed', 'Rosalind Tait', 'No published paper quotes what is left on the list.', 'You proposed this list, so somebody else must look through it.')

  const administrator = await at.page()
  await signIn(administrator, people.administrator)
  const second = await addPerson(administrator, { name: 'Piers Ansdell', email: 'piers.ansdell@ribbleshire.example', agency: council, roles: ['Information governance lead'] })
  const reviewer = await at.page({ viewport: phone, javaScript: false })
  await signInWith(reviewer, second)
  await openList(reviewer)
  await decide(reviewer, 'I looked through the list, and the rest can go', 'I read the rule and the date. Nobody has asked for it.')
  await says(reviewer, 'The list was looked through. Somebody else must sign it.', 'You looked through this list, so somebody else must sign it.')
  assert.equal(await reviewer.getByRole('radio', { name: /^Sign it/ }).count(), 0, 'who looked it through can not sign it')
  await at.check(reviewer)
  await lead.goto(reviewer.url())
  await says(lead, 'You proposed this list, and others can sign it, so one of them must.')

  const guardian = await at.page()
  await signIn(guardian, staff.guardian)
  await openList(guardian)
  await at.check(guardian)
  await decide(guardian, 'Sign it: these records are to be destroyed', 'Both steps before were done by others, and I agree.')
  await says(guardian, 'The list is signed. It can be carried out now.', 'What is destroyed can’t be brought back.')
  await at.check(guardian)
  await decide(guardian, 'Destroy the records now', 'It is signed.')
  await says(guardian, 'Everything on the list was destroyed.', 'The ledger’s commitments and the reason stay.')
  await at.check(guardian)
})

for (const [way, options, child] of [['at a desk', {}, 'Riley Wexley'], ['on a phone without JavaScript', { viewport: phone, javaScript: false }, 'Noah Ivesham']]) {
  test(`consent that is withdrawn ends a partner’s reach, ${way}`, async () => {
    const worker = await at.page(options)
    await signIn(worker, staff.socialWorker)
    await openFile(worker, child)
    const file = worker.url()
    const school = await at.page(options)
    await signIn(school, staff.school)
    assert.equal((await school.goto(file)).status(), 404, 'the school does not know of the child')

    await follow(worker, 'Sharing and consent')
    await at.check(worker)
    await follow(worker, 'Record what was said when consent was asked')
    await at.check(worker)
    await worker.getByLabel('Which agency’s work was asked about?').selectOption('Larkfell School')
    await worker.getByLabel('What was asked?').fill('The school knowing how things are at home')
    await worker.getByRole('radio', { name: 'Consent was given' }).check()
    await worker.getByRole('group', { name: 'Who said it?' }).getByRole('radio').last().check()
    await worker.getByLabel('Why could they decide?').fill('They have parental responsibility.')
    await press(worker, 'Save')
    await says(worker, 'What was said is recorded.', 'Given')

    await worker.goto(file)
    await follow(worker, 'Add an agency')
    await worker.getByLabel('Agency', { exact: true }).selectOption('Larkfell School')
    await worker.getByLabel('Part of the work').selectOption('Education')
    await worker.getByRole('radio', { name: 'Consent', exact: true }).check()
    await worker.getByLabel('What is it for?').fill('Help in the nursery class')
    await typeDate(worker, 'First day', 1, 2, 2013)
    await press(worker, 'Add the agency')
    await says(worker, 'The agency’s involvement has been added.', 'By consent')
    assert.equal((await school.goto(file)).status(), 200)
    await heading(school, child)
    await says(school, 'Your agency works with them.')

    await follow(worker, 'Sharing and consent')
    await follow(worker, 'Record that it was withdrawn')
    await says(worker, 'From their next request on, its staff can’t reach this person.')
    await at.check(worker)
    await worker.getByLabel('What was said?').fill('We would rather the school did not know.')
    await press(worker, 'Record that it was withdrawn')
    await says(worker, 'It is recorded that consent was withdrawn. What stood on it has ended.', 'Withdrawn', 'We would rather the school did not know.')
    await at.check(worker)

    assert.equal((await school.goto(file)).status(), 404)
    await hides(school, child)
    await at.check(school)
    await school.goto('/casework')
    await hides(school, child)
  })
}
