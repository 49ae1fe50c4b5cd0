// What a journey needs: one program and one browser for each file of journeys.
//
//   import { test } from 'node:test'
//   import { site } from './harness.mjs'
//
//   const at = site()
//
//   test('a Board member opens the plan', async () => {
//     const page = await at.page({ viewport: phone, javaScript: false })
//     await page.goto('/')
//     await at.check(page)
//   })
import { after, afterEach, before } from 'node:test'
import { openBrowser, openPage, troublesOf } from './browser.mjs'
import { checkPage } from './check.mjs'
import { startServer } from './server.mjs'

export { desk, phone } from './browser.mjs'
export { checkPage } from './check.mjs'
export { picture } from './picture.mjs'
export { printed } from './printed.mjs'
export { folder, program, root, startServer } from './server.mjs'

/**
 * Starts the demonstration and a browser before the first journey of a file, and stops both after its last.
 * `start` is another way to start a server: it resolves to `{ origin, stop }`. After each journey its pages are closed, and
 * it fails if a page that nobody checked had an error in the console or asked another host.
 */
export function site ({ start = startServer } = {}) {
  let server, browser
  const at = {
    /** Where the program listens: "http://127.0.0.1:PORT". */
    get origin () { return server.origin },
    /** The running program, as startServer gives it. */
    get server () { return server },
    /** A new page with cookies of its own; `goto('/plan')` is enough to visit one. */
    page: (options = {}) => openPage(browser, { origin: server.origin, ...options }),
    check: checkPage
  }
  before(async () => {
    server = await start()
    browser = await openBrowser()
  })
  afterEach(async () => {
    const found = []
    for (const context of browser?.contexts() ?? []) {
      for (const page of context.pages()) found.push(...troublesOf(page).map((line) => `${page.url()}: ${line}`))
      await context.close()
    }
    if (found.length > 0) throw new Error(`a page that was not checked went wrong:\n${found.join('\n')}`)
  })
  after(async () => {
    await browser?.close()
    await server?.stop()
  })
  return at
}
