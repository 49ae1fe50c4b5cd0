// A plan that was kept in a file comes into the plan of an inspection: sent, looked at, settled, and only then brought in.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { folder, phone, site } from './harness.mjs'
import { follow, heading, matter, open, people, press, said, says, signIn, typeDate } from './steps.mjs'
import assert from 'node:assert/strict'

const at = site()

// As a council keeps it: an encoding and a delimiter of its own, two owners in a cell, a column nobody else has, a date that tells no day, and a
// cell that a spreadsheet would run.
const theirs = [
  'No;Recommendation;Action;Lead;By when;Current status;Resources',
  'R1;Ensure that every child is seen alone.;Agree one form;Designated nurse;31/10/2013;Completed – signed;£5,000',
  "R2;Ensure that every child is seen alone.;Train staff;Designated nurse; Ongoing;In progress;=cmd|' /C calc'!A0",
  'R3;Offer care leavers a choice of homes.;Find ten homes;Somebody in housing;30/11/2013;Not started;<script>alert(1)</script>'
].join('\r\n')

const windows1252 = (text) => Buffer.from([...text].map((c) => ({ '£': 0xa3, '–': 0x96 })[c] ?? c.charCodeAt(0)))

let scratch

before(async () => { scratch = await folder() })
test.after(() => scratch.remove())

const send = async (page, name, content) => {
  const file = join(scratch.path, name)
  await writeFile(file, content)
  await page.getByLabel('The file that holds the plan').setInputFiles(file)
  await press(page, 'Send the file')
}

test('a file that holds no plan is refused with what to do', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await open(page, 'Inspections')
  await follow(page, /Safeguarding/)
  await follow(page, 'Bring in a plan from a file')
  await says(page, 'No file has been received for this inspection.')
  await at.check(page)
  await follow(page, 'Bring in a plan from a file')
  await at.check(page)
  await send(page, 'Plan.xlsx', 'This is not a workbook.')
  await says(page, 'is named as an Excel workbook but its content is not')
  await at.check(page)
})

test('the plan owner brings in a plan, and what it claims is not taken as done', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await open(page, 'Inspections')
  await follow(page, /Safeguarding/)
  await follow(page, 'Bring in a plan from a file')
  await follow(page, 'Bring in a plan from a file')
  await send(page, 'Version 17.csv', windows1252(theirs))
  await heading(page, 'How the file is read')
  await says(page, 'Nothing of it is in the plan yet.', 'Agree one form', '31 October 2013', 'No date could be read', 'has no end by which to judge it')
  await at.check(page)
  await page.getByText('Change how it is read').click()
  await page.getByLabel('Resources').selectOption({ label: 'Something else: keep it as it is' })
  await at.check(page)
  await press(page, 'Read it this way')
  await says(page, 'The file is read that way now. 3 rows were understood.')

  await press(page, 'Go on to how it comes into the plan')
  await heading(page, 'How the file comes into the plan')
  await page.getByLabel('“Somebody in housing”').selectOption({ index: 1 })
  await page.getByLabel('Timescale “not given”').selectOption({ label: 'None set by inspectors' })
  await at.check(page)
  await press(page, 'Save, and see it before it is imported')
  await heading(page, 'What will come into the plan')
  await says(page, 'To settle first', 'no due date could be read')
  await at.check(page)
  await follow(page, /no due date could be read/)
  await typeDate(page, /Train staff/, 31, 1, 2014)
  await press(page, 'Save, and see it before it is imported')
  await says(page, '3 actions with 3 parts, and 2 new areas for improvement')
  await at.check(page)
  await press(page, 'Import 3 actions')
  await says(page, 'The plan has been imported', 'The file claims that it is done. It is not counted as done here', 'Became')
  await page.getByText('Its other columns, kept as they were').first().click()
  await says(page, '£5,000')
  await at.check(page)
  await follow(page, /^R1 /)
  await says(page, 'What an imported file claims', 'Version 17.csv', 'Not signed off')
  assert.ok(!(await said(page)).includes('Done on'))
  await at.check(page)
})

test('the same file again, on a phone without JavaScript, is told when it came', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signIn(page, people.planOwner)
  await open(page, 'Inspections')
  await follow(page, /Safeguarding/)
  await follow(page, 'Bring in a plan from a file')
  await says(page, 'Version 17.csv', 'Imported on')
  await at.check(page)
  await follow(page, 'Bring in a plan from a file')
  await send(page, 'A copy.csv', windows1252(theirs))
  await says(page, 'This file was imported as Version 17.csv on', 'Nothing in it has changed since.')
  await at.check(page)
  await matter(page).getByRole('link', { name: 'Cancel' }).click()
  await heading(page, 'Plans from files')
})
