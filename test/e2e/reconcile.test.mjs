// The plan goes out, comes back changed, and what was changed is settled one difference at a time, beside the plan as it is by then.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { folder, phone, site } from './harness.mjs'
import { follow, heading, matter, open, people, press, said, says, signIn } from './steps.mjs'
import assert from 'node:assert/strict'

const at = site()

let scratch

before(async () => { scratch = await folder() })
test.after(() => scratch.remove())

// A text table as rows of cells: cells in quotation marks may hold commas, lines and doubled quotation marks.
const rowsOf = (text) => {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((cells) => cells.length > 1)
}

const textOf = (rows) => rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

const toCopies = async (page) => {
  await open(page, 'Inspections')
  await follow(page, /Safeguarding/)
  await follow(page, 'Copies that came back')
  await heading(page, 'Copies that came back')
}

// The plan as it goes out now.
const goesOut = async (page) => {
  const link = matter(page).getByRole('link', { name: 'text table (CSV)' })
  const answer = await page.request.get(await link.getAttribute('href'))
  assert.equal(answer.status(), 200)
  return rowsOf((await answer.text()).replace(/^\uFEFF/, ''))
}

const send = async (page, name, content) => {
  const file = join(scratch.path, name)
  await writeFile(file, content)
  await page.getByLabel('The copy that came back').setInputFiles(file)
  await press(page, 'Send the copy')
}

let rows, first, changed

test('a changed copy comes back, and is settled one difference at a time', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await toCopies(page)
  await says(page, 'No copy has come back for this inspection yet.')
  await at.check(page)
  rows = await goesOut(page)
  const column = (heading) => rows[0].indexOf(heading)
  const open = rows.filter((cells, i) => i > 0 && cells[column('Part')] !== '' && cells[column('Signed off on (worked out)')] === '' && cells[column('Standing of the action (worked out)')] === 'live' &&
    cells[column('Requested due date (worked out)')] === '')
  first = open[0]
  const words = first[column('Part')]
  first[column('Part')] = words + ' every month'
  first[column('Due date')] = '2019-12-31'
  first[column('Action done (worked out)')] = 'Done'
  open[1][column('Due date')] = 'when the budget allows'
  changed = textOf(rows)

  await send(page, 'Plan.xlsx', 'This is no plan.')
  await says(page, 'There is a problem')
  await at.check(page)
  await send(page, 'Plan from the trust.csv', changed)
  await heading(page, 'Plan from the trust.csv')
  await says(page, 'Nothing of it is in the plan yet.', 'Differences 1 to 4 of 4', 'Changed in the copy', 'A claim', 'Can’t be read', 'Asks for an extension until 31 December 2019', 'every month')
  assert.equal(await matter(page).locator('.tl-difference ins').getByText('every month', { exact: true }).count(), 1)
  await at.check(page)

  await page.getByLabel('Kind').selectOption({ label: 'A claim (1)' })
  await press(page, 'Show')
  await says(page, 'Differences 1 to 1 of 1; 4 in all', 'Throughline works this out')
  await at.check(page)
  await follow(page, 'Look at it and settle it')
  await at.check(page)
  await page.getByLabel('Note it').check()
  await press(page, 'Settle it')
  await says(page, 'Noted as what the copy says')

  // A later date asks for more time, with a reason.
  await page.locator('.tl-difference', { hasText: 'Asks for an extension' }).getByRole('link', { name: 'Look at it and settle it' }).click()
  await page.getByLabel('Accept').check()
  await press(page, 'Settle it')
  await says(page, 'Say why more time is needed.')
  await at.check(page)
  await page.getByLabel('Reason').fill('The trainer left.')
  await press(page, 'Settle it')
  await says(page, 'Accepted: ')

  // Several at once: what can't be settled stays, with the reason.
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await press(page, 'Accept those chosen')
  await says(page, '1 difference was accepted. 1 was not, for the reasons above.', 'is not a day that can be read')
  await at.check(page)
  await page.getByRole('checkbox').first().check()
  await page.getByLabel('Reason').fill('We asked which day is meant.')
  await press(page, 'Refuse those chosen')
  await says(page, '1 difference was refused.', 'No difference is left to settle.')
  await at.check(page)

  await page.getByLabel('Show').selectOption({ label: 'Settled' })
  await press(page, 'Show')
  await says(page, '1 to 4 of 4 settled differences', 'We asked which day is meant.', 'The trainer left.')
  await at.check(page)
  await page.getByRole('row', { name: /every month/ }).getByRole('link', { name: /Take it back/ }).click()
  await heading(page, 'Take this back?')
  await at.check(page)
  await press(page, 'Take it back')
  await says(page, 'It was taken back, and can be settled again.', words + ' every month')
})

test('the same copy again, on a phone without JavaScript, is told when it came', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signIn(page, people.planOwner)
  await toCopies(page)
  await says(page, 'Plan from the trust.csv', '3 differences settled')
  await at.check(page)
  await send(page, 'Again.csv', changed)
  await says(page, 'This file was received as Plan from the trust.csv on', 'go on with that one')
  await at.check(page)
  await matter(page).getByRole('link', { name: 'Plan from the trust.csv', exact: true }).click()
  await says(page, 'Differences 1 to 1 of 1')
  await at.check(page)
  await page.getByRole('checkbox').first().check()
  await press(page, 'Accept those chosen')
  await says(page, '1 difference was accepted.')
  assert.ok(!(await said(page)).includes('There is a problem'))
  await at.check(page)
})

test('Board members and young people on the Board have no way to a copy', async () => {
  for (const person of [people.boardMember, people.youngPerson]) {
    const page = await at.page()
    await signIn(page, person)
    await open(page, 'Inspections')
    await follow(page, /Safeguarding/)
    assert.equal(await matter(page).getByRole('link', { name: 'Copies that came back' }).count(), 0)
  }
})
