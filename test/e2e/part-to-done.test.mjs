// One part from a report to a signature, with everybody who must have a hand in it, and what is refused on the way.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { folder, phone, site } from './harness.mjs'
import {
  addPerson, follow, heading, matter, open, openPart, people, press, refusedAt, said, says, sentences, signIn, signInWith, typeDate
} from './steps.mjs'

const at = site()

const saying = (sentence) => async (page) => page.locator('.govuk-notification-banner').getByText(sentence).waitFor()

const hospitals = { name: 'Ines Calder', email: 'ines.calder@fellside.example', agency: 'Fellside Hospitals NHS Foundation Trust', roles: ['Agency lead'] }
const commissioners = { name: 'Owain Strand', email: 'owain.strand@commissioning.example', agency: 'Ribbleshire Shadow Clinical Commissioning Group', roles: ['Agency lead'] }
let lead, signer, scratch

before(async () => { scratch = await folder() })
test.after(() => scratch.remove())

const three = 'All eight safeguarding actions due within three months are complete with the exception of one part: training for health staff ' +
  'at Fellside Hospitals (Fellside Hospitals NHS Foundation Trust, 412 of 480).'

test('the administrator adds two people, and appoints one to the post that signs', async () => {
  const page = await at.page()
  await signIn(page, people.administrator)
  lead = await addPerson(page, hospitals)
  await at.check(page)
  signer = await addPerson(page, commissioners)

  await open(page, 'People')
  await follow(page, 'Posts')
  await page.getByLabel('Title, agency or holder').fill('Designated nurse shadow')
  await press(page, 'Search')
  await follow(page, 'Designated nurse')
  await follow(page, 'Appoint somebody')
  await page.getByLabel('Person').selectOption({ label: `${commissioners.name}, ${commissioners.agency}` })
  await typeDate(page, 'From which day?', 1, 2, 2013)
  await press(page, 'Appoint')
  await says(page, `${commissioners.name} holds this post from 1 February 2013.`)
  await at.check(page)
})

test('the owner reports on a part, without JavaScript on a phone', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signInWith(page, lead)
  await openPart(page, 'A8c')
  await press(page, 'Say where this is')
  await at.check(page)
  await page.getByLabel('What has happened since').fill('All 480 in date. The last forty came on two Saturdays.')
  await page.getByLabel('How many so far').fill('480')
  await press(page, 'Send this report')
  await saying('Your report on part A8c has been sent.')(page)
  await says(page, '480 of 480 staff trained', 'It has no accepted evidence.', 'The last forty came on two Saturdays.')
  await at.check(page)
  await page.goto('/plan')
  assert.match((await sentences(page))[1], /with the exception of one part: training for health staff at Fellside/, 'what is reported is not done')
})

test('the owner shows a file as evidence, and the file comes back as it was sent', async () => {
  const page = await at.page()
  await signInWith(page, lead)
  await openPart(page, 'A8c')
  await press(page, 'Show evidence')
  await page.getByLabel('Title').fill('Fellside training return, January 2013')
  await page.getByLabel('What it shows').fill('Totals by level and staff group, checked against payroll.')
  await typeDate(page, 'Date of the document', 31, 1, 2013)
  await page.getByRole('group', { name: 'May it name a child?' }).getByLabel('No', { exact: true }).check()
  const file = join(scratch.path, 'fellside-training.csv')
  const content = 'level,need it,in date\n2,310,310\n3,170,170\n'
  await writeFile(file, content)
  await page.getByLabel('File').setInputFiles(file)
  await at.check(page)
  await press(page, 'Offer this evidence')
  await saying('Your evidence for part A8c has been offered. Another agency will accept it or return it.')(page)

  await follow(page, 'Fellside training return, January 2013')
  const waiting = page.waitForEvent('download')
  await follow(page, /^Download fellside-training.csv/)
  const sent = await (await waiting).createReadStream()
  assert.equal((await sent.toArray()).join(''), content)
  await says(page, 'Offered, and waiting to be judged.')
  assert.equal(await page.getByRole('radio', { name: 'Accept it' }).count(), 0, 'one’s own evidence can’t be accepted')
  await at.check(page)
})

test('nobody signs their own work', async () => {
  const page = await at.page()
  await signInWith(page, lead)
  await openPart(page, 'A8c')
  assert.equal(await matter(page).getByRole('button', { name: /^Sign off/ }).count(), 0)
  const answer = await page.goto(page.url() + '/sign')
  assert.equal(answer.status(), 403)
  await says(page, 'Part A8c belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.')
  await at.check(page)
})

test('a part is not signed before its evidence is accepted', async () => {
  const page = await at.page()
  await signInWith(page, signer)
  await openPart(page, 'A8c')
  await press(page, 'Sign off, or see what is wanting')
  await says(page, 'Its evidence has not been accepted yet.')
  assert.equal(await matter(page).getByRole('button', { name: /^Sign off part/ }).count(), 0)
  await at.check(page)
})

test('another agency accepts the evidence', async () => {
  const page = await at.page({ viewport: phone })
  await signIn(page, people.planOwner)
  await follow(page, 'Accept or return evidence: Fellside training return, January 2013')
  await page.getByRole('radio', { name: 'Accept it' }).check()
  await at.check(page)
  await press(page, 'Save this judgement')
  await saying('“Fellside training return, January 2013” has been accepted.')(page)
})

test('the post named when it was planned signs, and the group’s sentence changes', async () => {
  const page = await at.page({ javaScript: false })
  await signInWith(page, signer)
  await follow(page, 'Sign off, or say what is wanting')
  await says(page, 'Nothing but your signature.', 'It does not say that practice is better')
  await at.check(page)
  await press(page, 'Sign off part A8c')
  await saying('Part A8c has been signed off. You can take the sign-off back if that was a mistake.')(page)
  await says(page, 'Done on 1 February 2013, 237 days after its original date.', `Signed off on 1 February 2013 by ${commissioners.name}`)
  await at.check(page)
  await open(page, 'Plan')
  assert.equal((await sentences(page))[1], 'All eight safeguarding actions due within three months are complete.')
  await says(page, '33 of 45 actions done', '0 checked in practice')
  await page.goto('/plan?as-at=2013-01-31')
  assert.equal((await sentences(page))[1], three, 'the day before still says what was true then')
})

test('the deputy takes the signature back, with a reason that stays', async () => {
  const page = await at.page()
  await signIn(page, people.deputy)
  await openPart(page, 'A8c')
  await press(page, 'Take back the sign-off')
  await press(page, 'Take back the sign-off')
  await refusedAt(page, 'reason', 'Say why. The reason stays on the part\'s page.')
  await at.check(page)
  await page.getByLabel('Why').fill('Twelve of them were trained to level one only.')
  await press(page, 'Take back the sign-off')
  await says(page, 'A sign-off was taken back on 1 February 2013 by Mark Ellery', 'Twelve of them were trained to level one only.')
  await at.check(page)
  await open(page, 'Plan')
  assert.match((await sentences(page))[1], /with the exception of one part: training for health staff at Fellside Hospitals/)
})

test('more time is asked for, and somebody of another agency decides', async () => {
  const asks = await at.page()
  await signIn(asks, people.lead)
  await openPart(asks, 'A45b')
  await press(asks, 'Ask for more time')
  await typeDate(asks, 'New date', 30, 4, 2013)
  await asks.getByLabel('Why more time is needed').fill('The south team has no supervisor until April.')
  await at.check(asks)
  await press(asks, 'Ask for more time')
  await saying('More time has been asked for.')(asks)

  const chair = await at.page()
  await signIn(chair, people.chair)
  assert.ok(!(await said(chair)).includes('until 30 April 2013'), 'the chair is not asked about her own agency')
  await openPart(chair, 'A45b')
  await follow(chair, 'Until 30 April 2013')
  await says(chair, 'belongs to your own agency')
  assert.equal(await matter(chair).getByRole('button', { name: 'Decide' }).count(), 0)
  await at.check(chair)

  const deputy = await at.page({ viewport: phone, javaScript: false })
  await signIn(deputy, people.deputy)
  await follow(deputy, 'Decide on more time, until 30 April 2013')
  await press(deputy, 'Decide')
  await refusedAt(deputy, 'decision', 'Choose approve or refuse.')
  await at.check(deputy)
  await deputy.getByLabel('Approve').check()
  await deputy.getByLabel('Reasons').fill('Agreed, with a count each week.')
  await press(deputy, 'Decide')
  await says(deputy, 'More time for part A45b was approved.', 'Extended to 30 April 2013 with approval. It is still late against the date first set.')
  await at.check(deputy)
})

test('evidence that may name a child can only be returned', async () => {
  const offers = await at.page()
  await signIn(offers, people.lead)
  await openPart(offers, 'A45b')
  await press(offers, 'Show evidence')
  await offers.getByLabel('Title').fill('Notes of ten sessions')
  await offers.getByLabel('What it shows').fill('What was said about each family.')
  await offers.getByLabel('Yes, or I am not sure').check()
  await press(offers, 'Offer this evidence')
  await saying('Your evidence for part A45b has been offered.')(offers)

  const judges = await at.page()
  await signIn(judges, people.deputy)
  await follow(judges, 'Accept or return evidence: Notes of ten sessions')
  await says(judges, 'This evidence may name a child. Return it, and ask for a copy with names and details taken out.')
  assert.equal(await judges.getByRole('radio', { name: 'Accept it' }).count(), 0)
  await judges.getByRole('radio', { name: 'Return it' }).check()
  await press(judges, 'Save this judgement')
  await refusedAt(judges, 'reason', 'Say what is wanted, so that the owner knows what to send.')
  await at.check(judges)
  await judges.getByLabel('What is wanted').fill('Counts by team, with no family in it.')
  await press(judges, 'Save this judgement')
  await saying('“Notes of ten sessions” has been returned. The owner will see what is wanted.')(judges)

  await follow(offers, 'Notes of ten sessions')
  await says(offers, 'Returned on 1 February 2013 by Mark Ellery', 'Counts by team, with no family in it.')
  await at.check(offers)
})
