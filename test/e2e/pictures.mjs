// Takes the pictures that the README and the guide show: node test/e2e/pictures.mjs FOLDER [NAME…]
import { openBrowser, openPage } from './browser.mjs'
import { checkPage } from './check.mjs'
import { picture } from './picture.mjs'
import { startServer } from './server.mjs'
import { follow, matter, openAction, openFile, openPart, people, press, search, signIn, staff } from './steps.mjs'

// Each is a picture's name, who looks, and how they come to the page.
const pictures = [
  { name: 'sign-in', go: (page) => page.goto('/sign-in') },
  { name: 'home', who: people.deputy, go: (page) => page.goto('/home') },
  { name: 'plan', who: people.planOwner, go: (page) => page.goto('/plan') },
  { name: 'plan-in-june', who: people.boardMember, go: (page) => page.goto('/plan?as-at=2012-06-30') },
  { name: 'area', who: people.planOwner, go: (page) => page.goto('/plan').then(() => follow(page, /^S3-3 /)) },
  { name: 'action', who: people.lead, go: (page) => openAction(page, 'A45') },
  { name: 'part', who: people.planOwner, go: (page) => openPart(page, 'A8c') },
  { name: 'report', who: people.lead, go: (page) => openPart(page, 'A45b').then(() => press(page, 'Say where this is')) },
  { name: 'extension', who: people.chair, go: (page) => page.goto('/home').then(() => follow(page, /^Decide on more time/)) },
  { name: 'changes', who: people.chair, go: (page) => page.goto('/changes?from=2012-12-06') },
  { name: 'compose', who: people.planOwner, go: compose },
  { name: 'paper', who: people.planOwner, go: publish },
  { name: 'audit-trail', who: people.auditor, go: (page) => openPart(page, 'A8c').then(() => follow(page, 'Audit trail of this part')) },
  { name: 'people', who: people.administrator, go: (page) => page.goto('/people') },
  { name: 'casework', who: staff.socialWorker, go: (page) => page.goto('/casework') },
  { name: 'child', who: staff.socialWorker, go: (page) => openFile(page, 'Jade Wexley') },
  { name: 'record', who: staff.socialWorker, go: (page) => openFile(page, 'Tyler Wexley').then(() => follow(page, /^Visit/)) },
  { name: 'glass', who: staff.dutyWorker, go: breakGlass },
  { name: 'emergency', who: staff.governance, go: emergency },
  { name: 'who-looked', who: staff.guardian, go: (page) => emergency(page).then(() => follow(page, 'Everybody who looked at this person')) },
  { name: 'figures', who: people.youngPerson, go: (page) => page.goto('/figures').then(() => follow(page, /^Children looked after/)) }
]

async function compose (page) {
  await page.goto('/papers/new')
  await press(page, 'Start the paper')
  await page.getByLabel('After statement 2').fill('Forty of the 68 who are left are booked for February.')
  await press(page, 'Save the draft')
  await page.goto(page.url()) // without the notice that it was saved
}

async function breakGlass (page) {
  await search(page, 'Chidi Ndulo')
  await follow(page, 'Chidi Ndulo')
  await follow(page, 'Open this file in an emergency')
  await page.getByLabel('What is the emergency?').fill('A neighbour rang: screaming next door, and nobody answers. Officers ask who lives there.')
}

async function emergency (page) {
  await page.goto('/governance/glass')
  await matter(page).getByRole('table', { name: 'Emergencies to review' }).getByRole('link').first().click()
  await matter(page).getByRole('button', { name: 'Save the review' }).waitFor()
}

async function publish (page) {
  await page.goto('/papers')
  await follow(page, /^Progress on the action plan/) // the draft made for the picture before
  await press(page, 'Save and go on to publish')
  await press(page, 'Publish')
  await page.goto(page.url())
}

// Debian's Chromium writes a date field as Americans do. A browser in England shows it so.
const inEngland = (page) => page.locator('input[type=date]').evaluateAll((fields) => {
  for (const field of fields) {
    const [year, month, day] = field.value.split('-')
    field.type = 'text'
    field.value = `${day}/${month}/${year}`
  }
})

const most = 2000 // the start of a long page tells what it is like

const [folder, ...only] = process.argv.slice(2)
if (!folder) {
  console.error('Say which folder the pictures go to: node test/e2e/pictures.mjs FOLDER')
  process.exit(2)
}

const server = await startServer()
const browser = await openBrowser()
try {
  for (const { name, who, go } of pictures) {
    if (only.length > 0 && !only.includes(name)) continue
    const page = await openPage(browser, { origin: server.origin })
    if (who) await signIn(page, who)
    await go(page)
    await checkPage(page)
    await matter(page).waitFor()
    await inEngland(page)
    const mark = await page.getByText('Demonstration.', { exact: true }).first().boundingBox()
    if (!mark || mark.y > most / 2) throw new Error(`the picture of ${page.url()} would not show that it is a demonstration`)
    for (const file of await picture(page, folder, name, { most })) console.log(file)
    await page.context().close()
  }
} finally {
  await browser.close()
  await server.stop()
}
