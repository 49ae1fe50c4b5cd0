// A council that has never seen Throughline: from an empty database and a plan kept in Word to a paper that its Board reads.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { folder, phone, program, site, startServer } from './harness.mjs'
import { addPerson, follow, heading, hides, matter, open, press, says, sentences, signInWith } from './steps.mjs'

const run = promisify(execFile)
const administrator = { email: 'ann@wexborough.example', password: 'a long enough password' }

/** Sets a new council up from the command line, as docs/guide/running.md says, and serves it. */
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

const theirs = `<html><head><meta charset="utf-8"></head><body>
<h1>Ofsted action plan: Version 17</h1>
<h2>Within three months</h2>
<table border="1">
<tr><th>Ref</th><th>Area for improvement</th><th>Action</th><th>Lead</th><th>By when</th><th>Status</th><th>Resources</th></tr>
<tr><td>1.1</td><td rowspan="2">Ensure that every child is seen alone when an enquiry is made.</td><td>Agree one form for recording that a child was seen alone</td>
<td>Head of safeguarding</td><td>31/10/2026</td><td bgcolor="#00b050">Complete</td><td>None</td></tr>
<tr><td>1.2</td><td>Train every duty team in its use</td><td>Head of safeguarding</td><td>Ongoing</td><td bgcolor="#ffc000">On track</td><td>£5,000</td></tr>
<tr><td>2.1</td><td>Offer care leavers a choice of homes.</td><td>Find ten homes with support</td><td>Head of care</td><td>31/01/2027</td><td>Not started</td>
<td>To be found</td></tr>
</table></body></html>`

/** The plan as a Word document, written by a word processor. */
async function asWord (into) {
  await writeFile(join(into, 'Version 17.html'), theirs)
  await run('soffice', [`-env:UserInstallation=${pathToFileURL(join(into, 'profile'))}`, '--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', into,
    join(into, 'Version 17.html')])
  return join(into, 'Version 17.docx')
}

async function fill (page, answers) {
  for (const [label, value] of Object.entries(answers)) await page.getByLabel(label).first().fill(value)
}

test('a stranger’s plan becomes a published paper', async () => {
  const scratch = await folder()
  try {
    // The administrator adds the agencies, the posts and the people.
    const admin = await at.page()
    await signInWith(admin, administrator)
    await says(admin, 'There is no action in the plan yet')
    for (const [name, kind] of [['Wexborough Police', 'police'], ['Wexborough Hospitals', 'NHS trust']]) {
      await admin.goto('/agencies/new')
      await fill(admin, { 'Name today': name, 'What kind of agency is it?': kind })
      await press(admin, 'Add the agency')
    }
    for (const [agency, title, seat] of [
      ['Wexborough Council', 'Head of safeguarding'], ['Wexborough Council', 'Head of care'],
      ['Wexborough Hospitals', 'Chief nurse', 'Chair of the group'], ['Wexborough Police', 'Superintendent', 'Deputy chair of the group']
    ]) {
      await admin.goto('/posts/new')
      await admin.getByLabel('Agency', { exact: true }).selectOption({ label: agency })
      await fill(admin, { Title: title })
      if (seat) await admin.getByRole('radio', { name: new RegExp(`^${seat}`) }).check()
      await press(admin, 'Add the post')
      await says(admin, 'The post has been added')
    }
    const person = (name, email, role) => addPerson(admin, { name, email, agency: { label: 'Wexborough Council' }, roles: [role] })
    const owner = await person('Bea Hall', 'bea@wexborough.example', 'Plan owner')
    const councillor = await person('Col Reed', 'col@wexborough.example', 'Board member')

    // The plan owner records the inspection, and brings the Word table in.
    const page = await at.page()
    await signInWith(page, owner)
    await page.goto('/papers/new')
    await says(page, 'none has been recorded yet. Record the inspection first.')
    await at.check(page)
    await open(page, 'Inspections')
    await follow(page, 'Record an inspection')
    await page.getByLabel('Framework').selectOption({ label: 'Inspection of local authority children\'s services' })
    await fill(page, {
      'Name of the inspection': 'Inspection of children’s services', 'Inspectorates, one on each line': 'Ofsted', 'First day on site': '1 June 2026',
      'Last day on site': '12 June 2026', 'Outcome, in the words': 'Requires improvement to be good', 'Multi-agency group': 'Improvement group',
      'Board that is told': 'Corporate Parenting Board'
    })
    await press(page, 'Record the inspection')
    await follow(page, 'Add a report')
    await fill(page, { Inspectorate: 'Ofsted', 'Title of the report': 'Inspection of Wexborough', Published: '20 July 2026', 'Received by the council': '13 July 2026' })
    await press(page, 'Add the report')
    await follow(page, 'Bring in a plan from a file')
    await follow(page, 'Bring in a plan from a file')
    await page.getByLabel('The file that holds the plan').setInputFiles(await asWord(scratch.path))
    await press(page, 'Send the file')
    await says(page, 'Table 1, row 2', 'Agree one form for recording that a child was seen alone (Head of safeguarding)', 'has no end by which to judge it')
    await at.check(page)
    await press(page, 'Go on to how it comes into the plan')
    const chosen = (label) => page.getByLabel(label).evaluate((list) => list.selectedOptions[0].text)
    assert.equal(await chosen('“Head of safeguarding”'), 'Wexborough Council: Head of safeguarding', 'the words settle whose it is')
    await page.getByLabel('What Wexborough Council owns').selectOption({ label: 'Wexborough Police: Superintendent' })
    await page.getByLabel('Section “not given”').selectOption({ label: 'Children’s services' })
    await press(page, 'Save, and see it before it is imported')
    await follow(page, /no due date could be read/)
    for (const [box, number] of [['Day', 30], ['Month', 11], ['Year', 2026]]) await page.getByLabel(box, { exact: true }).first().fill(String(number))
    await press(page, 'Save, and see it before it is imported')
    await says(page, '3 actions with 3 parts, and 2 new areas for improvement')
    await at.check(page)
    await press(page, 'Import 3 actions')
    await says(page, 'The plan has been imported', 'The file claims that it is done. It is not counted as done here')

    // What the document claims to be complete is not complete in the sentence.
    await open(page, 'Plan')
    const told = await sentences(page)
    assert.match(told[0], /^None of the three children’s services actions due within three months is complete/)
    await hides(page, 'There are no immediate safeguarding actions')
    await at.check(page)

    // The paper.
    await follow(page, 'Make the Board’s paper')
    await press(page, 'Start the paper')
    await fill(page, { 'What the report is for': 'To tell the Board how the plan goes.', 'What decision 1 is about': 'the report and the plan' })
    await page.getByLabel('Name', { exact: true }).fill('Bea Hall')
    await page.getByLabel('E-mail').fill('bea@wexborough.example')
    await press(page, 'Save and preview')
    await says(page, 'Draft, not published', told[0], 'Ensure that every child is seen alone', 'asked to note the report and the plan')
    await at.check(page)
    await matter(page).getByRole('link', { name: 'Publish', exact: true }).click()
    await at.check(page)
    await press(page, 'Publish')
    await says(page, 'The paper is published as WC/CPB/', told[0])
    await at.check(page)
    const published = page.url()
    const reference = /WC\/CPB\/\d{4}\/001/.exec(await matter(page).innerText())[0]

    // Every form of it, each with its reference; Word's and PDF's are what they say.
    const form = async (name) => (await page.request.get(`${published}/paper.${name}`)).body()
    for (const name of ['html', 'txt', 'csv']) assert.ok((await form(name)).toString().includes(reference), `${name} has the reference`)
    assert.equal((await form('docx')).subarray(0, 2).toString(), 'PK')
    assert.equal((await form('pdf')).subarray(0, 5).toString(), '%PDF-')

    // A councillor reads it on a phone.
    const board = await at.page({ viewport: phone, javaScript: false })
    await signInWith(board, councillor)
    await board.goto('/papers')
    await follow(board, /^Progress on the action plan/)
    await heading(board, /^Progress on the action plan/)
    await says(board, reference, told[0], 'Offer care leavers a choice of homes.')
    await at.check(board)
  } finally {
    await scratch.remove()
  }
})
