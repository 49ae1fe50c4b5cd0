// A data analyst loads the return that the council sent, reads what is wrong with it, opens a figure to its rows, and takes the load back.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { folder, phone, program, root, site, startServer } from './harness.mjs'
import { addPerson, follow, heading, hides, matter, open, press, says, signInWith } from './steps.mjs'

const run = promisify(execFile)
const administrator = { email: 'ann@wexborough.example', password: 'a long enough password' }

/** Sets a new council up from the command line, and serves it. The demonstration is of years before those that returns can be read of. */
async function newCouncil () {
  const data = await folder()
  await run(program, ['migrate', '--data', data.path])
  const setup = spawn(program, ['setup', '--data', data.path, '--council', 'Wexborough Council', '--email', administrator.email, '--name', 'Ann Archer'],
    { stdio: ['pipe', 'ignore', 'inherit'] })
  setup.stdin.end(`${administrator.password}\n`)
  assert.deepEqual(await once(setup, 'exit'), [0, null])
  const server = await startServer({ args: ['serve', '--data', data.path] })
  return { ...server, stop: async () => { try { await server.stop() } finally { await data.remove() } } }
}

const at = site({ start: newCouncil })
const sample = join(root, 'ingest', 'returns', 'ssda903', 'testdata', 'sample')

let analyst

async function signInAnalyst (page) {
  if (analyst === undefined) {
    const admin = await at.page()
    await signInWith(admin, administrator)
    analyst = await addPerson(admin, { name: 'Ola Analyst', email: 'ola@wexborough.example', agency: 'Wexborough Council', roles: ['Data analyst'] })
    await at.check(admin)
  }
  await signInWith(page, analyst)
}

async function send (page) {
  await open(page, 'Returns')
  await press(page, 'Load a return')
  const files = (await readdir(sample)).filter((name) => name.endsWith('.csv')).map((name) => join(sample, name))
  await page.getByLabel('The files of the return').setInputFiles(files)
  await press(page, 'Send the files')
  await heading(page, 'Before it is loaded')
}

test('an analyst loads a return, reads its report and opens a figure to its rows', async () => {
  const page = await at.page()
  await signInAnalyst(page)
  await open(page, 'Measures')
  await says(page, 'There is nothing to count yet', 'Dental checks in the year')
  await at.check(page)
  await open(page, 'Returns')
  await says(page, 'No return has been loaded yet', 'Begin with the last children looked after return')
  await at.check(page)
  await press(page, 'Load a return')
  await at.check(page)
  await press(page, 'Send the files')
  await says(page, 'Choose the files of the return.')
  await at.check(page)

  await send(page)
  await says(page, 'Nothing has been loaded yet', '25,975', '2,676 new', 'Load what can be read', 'header.csv', 'How to mend it')
  await at.check(page)
  await page.getByRole('combobox', { name: 'What became of it' }).selectOption({ label: 'Could not be read' })
  await matter(page).getByRole('form', { name: 'Filter the problems' }).getByRole('button', { name: 'Show' }).click()
  await at.check(page)
  const child = '566910'
  await page.getByRole('searchbox', { name: 'Find a child’s id, a value or words' }).fill(child)
  await press(page, 'Find')
  await says(page, `Looking for “${child}”`)
  assert.ok(!page.url().includes(child), 'no address holds a child’s id')
  await at.check(page)
  const waiting = page.waitForEvent('download')
  await follow(page, 'Excel workbook')
  assert.ok((await readFile(await (await waiting).path())).subarray(0, 2).equals(Buffer.from('PK')), 'the report is a workbook')

  await press(page, 'Load the return')
  await page.waitForURL(/\/returns\/[0-9a-f-]+$/)
  await says(page, 'The return has been loaded: 2,676 children', 'Counts', 'Ola Analyst')
  await at.check(page)

  await page.goto('/measures?as-at=2018-04-30')
  await says(page, 'Dental checks in the year', 'SSDA903 to 31 March 2018')
  await at.check(page)
  await follow(page, 'Dental checks in the year')
  await says(page, 'The return says that a dentist checked their teeth.', 'Year to 31 March 2018')
  await at.check(page)
  await page.getByRole('combobox', { name: 'Break the latest figure down by' }).selectOption({ label: 'Age' })
  await press(page, 'Show')
  await heading(page, 'Dental checks in the year')
  await says(page, 'By age')
  await at.check(page)
  await follow(page, 'Rows of Year to 31 March 2018')
  await heading(page, 'Rows behind the figure')
  await says(page, 'That you looked is recorded', 'Counting, for returns and papers')
  await at.check(page)
  await page.goto('/deadlines?as-at=2018-04-30')
  await heading(page, 'Deadlines')
  await says(page, 'The worst and the soonest first', 'Overdue')
  await at.check(page)
  await page.goto('/data-quality?as-at=2018-04-30')
  await says(page, 'Who can supply it', 'Tells up to 31 March 2018')
  await at.check(page)
  await page.goto('/data-quality')
  await at.check(page)
  await page.getByRole('button', { name: /^Ask social workers/ }).first().click()
  await says(page, 'They have been asked', 'It is the same now')
  await at.check(page)
  await page.getByRole('link', { name: /^Asked social workers/ }).first().click()
  await heading(page, 'Asked for what is missing')
  await at.check(page)
  await page.getByLabel('The ask is taken back').check()
  await press(page, 'End the ask')
  await says(page, 'The ask is ended')
  await at.check(page)
})

test('on a phone without JavaScript the load is seen to change nothing again, and is undone', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signInAnalyst(page)
  await send(page)
  await says(page, 'Loading it again would change nothing')
  await hides(page, 'Load the return')
  await at.check(page)
  await follow(page, 'Erase them now')
  await at.check(page)
  await press(page, 'Erase the files')
  await says(page, 'The files have been erased. Nothing was loaded.')
  await at.check(page)
  for (const address of ['/measures?as-at=2018-04-30', '/measures/dental-check?as-at=2018-04-30', '/measures/dental-check/rows?as-at=2018-04-30', '/measures/initial-health-assessment-on-time/chart?as-at=2018-04-30', '/deadlines?as-at=2018-04-30', '/data-quality?as-at=2018-04-30']) {
    await page.goto(address)
    await at.check(page)
  }
  await open(page, 'Returns')
  await follow(page, /^Children looked after return/)
  await follow(page, 'Undo this load')
  await at.check(page)
  await press(page, 'Undo the load')
  await says(page, 'Say why it is undone.')
  await page.getByLabel('Why is it undone?').fill('It was a draft.')
  await press(page, 'Undo the load')
  await says(page, 'The load has been undone', 'It was a draft.')
  await at.check(page)
})
