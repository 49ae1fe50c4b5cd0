// What can't be right: each has its sentence beside its field, and what was typed stays.
import assert from 'node:assert/strict'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, phone, site } from './harness.mjs'
import { heading, open, openPart, people, press, refusedAt, says, signIn, typeDate } from './steps.mjs'

const at = site()

test('a wrong password', async () => {
  const page = await at.page({ javaScript: false, viewport: phone })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('ruth.pemberley@ribbleshire.example')
  await page.getByLabel('Password', { exact: true }).fill('not the one')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await refusedAt(page, 'email', 'Your email address or password is not right. Check both and try again.')
  assert.equal(await page.getByLabel('E-mail address').inputValue(), 'ruth.pemberley@ribbleshire.example')
  assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '', 'a password is never sent back')
  await at.check(page)
})

test('too many wrong passwords', async () => {
  const page = await at.page()
  await page.goto('/sign-in')
  for (let attempt = 1; attempt <= 6; attempt++) {
    await page.getByLabel('E-mail address').fill('somebody@ribbleshire.example')
    await page.getByLabel('Password', { exact: true }).fill(`guess number ${attempt}`)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: attempt < 6 ? 'is not right' : 'too many' }).waitFor()
    const told = await page.getByRole('alert').innerText()
    if (attempt < 6) assert.match(told, /is not right/)
    else assert.match(told, /There have been too many wrong passwords\. Try again in 1[45] minutes, or ask an administrator for a new password\./)
  }
  assert.equal(await page.getByLabel('E-mail address').inputValue(), 'somebody@ribbleshire.example')
  await at.check(page)
})

test('31 April, and every other fault of the form at once', async () => {
  const page = await at.page({ viewport: phone })
  await signIn(page, people.lead)
  await openPart(page, 'A45b')
  await press(page, 'Ask for more time')
  await typeDate(page, 'New date', 31, 4, 2013)
  await press(page, 'Ask for more time')
  await refusedAt(page, 'until-day', 'The new date must be a real date: there is no 31 April 2013.')
  await refusedAt(page, 'reason', 'Say why more time is needed.')
  assert.equal(await page.getByRole('group', { name: 'New date' }).getByLabel('Day').inputValue(), '31')
  await at.check(page)
})

test('an additional action due before the report', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await open(page, 'Plan')
  await page.getByRole('link', { name: 'Plan an action' }).click()
  await at.check(page)
  await page.getByLabel('What will be done').fill('Meet every week until the report is read')
  await page.getByRole('radio', { name: 'Additional actions' }).check()
  await page.getByRole('group', { name: 'Timescale that inspectors set' }).getByRole('radio').last().check()
  await page.getByRole('radio', { name: 'A meeting' }).check()
  await typeDate(page, 'Due date, for an additional action only', 1, 2, 2012)
  await page.getByLabel('What this part is').fill('Meetings held')
  await press(page, 'Plan this action')
  await refusedAt(page, 'due-day', 'The due date, 1 February 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that.')
  await refusedAt(page, 'parts.0.owner', 'Choose the post that owns this part. A part without an owner can\'t be planned.')
  assert.equal(await page.getByLabel('What will be done').inputValue(), 'Meet every week until the report is read')
  assert.equal(await page.getByLabel('What this part is').inputValue(), 'Meetings held')
  assert.ok(await page.getByRole('radio', { name: 'A meeting' }).isChecked())
  await at.check(page)
})

test('a file over the limit', async (t) => {
  const { path, remove } = await folder()
  t.after(remove)
  const file = join(path, 'whole-disk.pdf')
  const handle = await openFile(file, 'w')
  await handle.truncate(2 * 1024 ** 3) // 2 GiB of nothing, which takes no room on the disk
  await handle.close()

  const page = await at.page()
  await signIn(page, people.lead)
  await openPart(page, 'A45b')
  await press(page, 'Show evidence')
  await page.getByLabel('Title').fill('Sessions held')
  await page.getByLabel('What it shows').fill('Sessions by team.')
  await page.getByRole('group', { name: 'May it name a child?' }).getByLabel('No', { exact: true }).check()
  await page.getByLabel('File').setInputFiles(file)
  await press(page, 'Offer this evidence')
  await refusedAt(page, 'attachment', '“whole-disk.pdf” is larger than 25MB. Attach a file of 25MB or less.')
  assert.equal(await page.getByLabel('Title').inputValue(), 'Sessions held')
  assert.equal(await page.getByLabel('What it shows').inputValue(), 'Sessions by team.')
  await at.check(page)
})

test('a file that is not what its name says', async () => {
  const page = await at.page({ javaScript: false })
  await signIn(page, people.lead)
  await openPart(page, 'A45b')
  await press(page, 'Show evidence')
  await page.getByLabel('Title').fill('Sessions held')
  await page.getByRole('group', { name: 'May it name a child?' }).getByLabel('No', { exact: true }).check()
  await page.getByLabel('File').setInputFiles({ name: 'sessions.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program') })
  await press(page, 'Offer this evidence')
  await page.getByRole('alert').getByText('“sessions.pdf” is named as').waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Sessions held')
  await at.check(page)
})

test('dates in an address that can’t be', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  const answer = await page.goto('/plan?as-at=2012-04-31')
  assert.equal(answer.status(), 422)
  await heading(page, 'There is a problem')
  await says(page, '31 April')
  await at.check(page)
})

test('a page that is not there', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  for (const address of ['/parts/none', '/nowhere-at-all']) {
    const answer = await page.goto(address)
    assert.equal(answer.status(), 404)
    await heading(page, 'Page not found')
    await at.check(page)
  }
})

test('a session that ended before a page was asked for leads back to it', async () => {
  const page = await at.page()
  await signIn(page, people.auditor)
  await page.context().clearCookies()
  await page.goto('/plan?as-at=2012-06-30')
  await heading(page, 'Sign in')
  await page.getByRole('button', { name: `Sign in as ${people.auditor}` }).click()
  await heading(page, 'The plan on 30 June 2012')
})
