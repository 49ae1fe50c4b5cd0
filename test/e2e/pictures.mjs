// Takes the pictures that the README and the guide show: node test/e2e/pictures.mjs FOLDER
import { openBrowser, openPage } from './browser.mjs'
import { checkPage } from './check.mjs'
import { picture } from './picture.mjs'
import { startServer } from './server.mjs'

// Each is a page's name in the folder, its address, and what to do first, if anything.
const pages = [
  { name: 'sign-in', address: '/' }
]

const [folder] = process.argv.slice(2)
if (!folder) {
  console.error('Say which folder the pictures go to: node test/e2e/pictures.mjs FOLDER')
  process.exit(2)
}

const server = await startServer()
const browser = await openBrowser()
try {
  for (const { name, address, first } of pages) {
    const page = await openPage(browser, { origin: server.origin })
    await first?.(page)
    await page.goto(address)
    await checkPage(page)
    for (const file of await picture(page, folder, name)) console.log(file)
    await page.context().close()
  }
} finally {
  await browser.close()
  await server.stop()
}
