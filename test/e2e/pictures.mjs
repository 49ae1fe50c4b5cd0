// Takes the pictures that the README and the guide show: node test/e2e/pictures.mjs FOLDER
import { openBrowser, openPage } from './browser.mjs'
import { checkPage } from './check.mjs'
import { picture } from './picture.mjs'
import { startServer } from './server.mjs'

// One click signs in as one of the demonstration's people.
async function signIn (page, person) {
  await page.goto('/sign-in')
  await page.locator(`form:has(input[name=person][value="${person}"]) button`).click()
}

const owner = 'ruth-pemberley'
const administrator = 'lynne-castle'

// Follows links by their words, from the plan down.
const follow = (...words) => async page => {
  await page.goto('/plan')
  for (const text of words) await page.getByRole('link', { name: text }).first().click()
  return page.url()
}

// Each is a page's name in the folder, who looks, and its address or the way to it.
const pages = [
  { name: 'sign-in', address: '/sign-in' },
  { name: 'home', person: 'anita-deshmukh', address: '/home' },
  { name: 'plan', person: owner, address: '/plan' },
  { name: 'area', person: owner, way: follow(/^S3-3 /) },
  { name: 'action', person: owner, way: follow(/^S3-3 /, /^A8 /) },
  { name: 'part', person: owner, way: follow(/^S3-3 /, /^A8 /, /^A8c/) },
  { name: 'changes', person: owner, address: '/changes?from=2012-12-06' },
  { name: 'papers', person: owner, address: '/papers' },
  {
    name: 'compose',
    person: owner,
    way: async page => {
      await page.goto('/papers/new?as-at=2013-02-01')
      await page.locator('main form button[type=submit]').first().click()
      return page.url()
    }
  },
  {
    name: 'paper',
    person: 'margaret-hollins',
    way: async page => {
      await page.goto('/papers')
      await page.locator('main table a').first().click()
      return page.url()
    }
  },
  {
    name: 'trail',
    person: owner,
    way: async page => {
      await follow(/^S3-3 /, /^A8 /, /^A8c/)(page)
      await page.getByRole('link', { name: /audit trail of this part/i }).click()
      return page.url()
    }
  },
  { name: 'people', person: administrator, address: '/people' }
]

const [folder] = process.argv.slice(2)
if (!folder) {
  console.error('Say which folder the pictures go to: node test/e2e/pictures.mjs FOLDER')
  process.exit(2)
}

const server = await startServer()
const browser = await openBrowser()
try {
  for (const { name, address, way, person } of pages) {
    const page = await openPage(browser, { origin: server.origin })
    if (person) await signIn(page, person)
    await page.goto(way ? await way(page) : address)
    await checkPage(page)
    for (const file of await picture(page, folder, name, { tallest: 1600 })) console.log(file)
    await page.context().close()
  }
} finally {
  await browser.close()
  await server.stop()
}
