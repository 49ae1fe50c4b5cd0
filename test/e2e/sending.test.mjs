// A trust's nurse takes the workbook for the training return, checks what she filled in, mends it and sends it: on a phone, without JavaScript.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, hides, open, press, says, signIn, staff } from './steps.mjs'

const at = site()

const headings = 'Trust (needed),For the period that ends on (needed),Due on (needed),Supplied on,Level (needed),Staff who need the level on the day,Of them in date,Errors found,Signed off?'

/** A training return as a file, with what is written for those in date. */
const file = (inDate) => ({
  name: 'training.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`${headings}\nNorthmoor Community NHS Trust,31/12/2012,29/01/2013,20/01/2013,Level 3 core,200,${inDate},0,Yes\n`)
})

async function check (page, inDate) {
  await page.getByRole('radio').first().check()
  await page.getByLabel('The workbook that you filled in').setInputFiles(file(inDate))
  await press(page, 'Check the file')
  await heading(page, 'What is in the file')
}

test('a nurse checks her trust’s training return, mends it and sends it', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signIn(page, staff.nurse)
  await open(page, 'Files')
  await heading(page, 'Files we ask for')
  await says(page, 'Northmoor Community NHS Trust', 'A trust’s training return')
  await hides(page, 'Out-of-hours shift', 'Personal education plan')
  await at.check(page)
  await follow(page, 'A trust’s training return')
  await at.check(page)
  const waiting = page.waitForEvent('download')
  await follow(page, 'Download the workbook to fill in')
  const template = await (await waiting).path()
  assert.ok((await readFile(template)).subarray(0, 2).equals(Buffer.from('PK')), 'the template is a workbook')

  await press(page, 'Check a file')
  await at.check(page)
  await press(page, 'Check the file')
  await says(page, 'Choose the workbook that you filled in.')
  await at.check(page)
  await check(page, 'most')
  await says(page, 'Of them in date', 'It is not a whole number.', 'Write a whole number in figures, like 12.')
  await at.check(page)
  await follow(page, 'check it again')
  await check(page, '150')
  await says(page, 'Nothing has been sent yet', 'Nothing. Every row could be read, and none breaks a rule.')
  await at.check(page)
  await press(page, 'Send the file')
  await says(page, 'The file has been sent: 1 row.', 'What was sent', 'Bridget Nolan', 'training.csv')
  await at.check(page)
  await follow(page, 'All periods of this file')
  await says(page, 'Received', 'No return')
  await at.check(page)
})
