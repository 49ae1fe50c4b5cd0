// Opens pages in Chromium and keeps a note of all that goes wrong in them.
import { chromium } from 'playwright-core'

export const desk = { width: 1280, height: 900 }
export const phone = { width: 390, height: 844 }

/** Starts Chromium, which asks the network for nothing of its own. */
export function openBrowser () {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1' // what asks another host is noted, and gets nowhere
    ]
  })
}

const troubles = new WeakMap()

/** What went wrong in a page since it was opened: an array of sentences, which the caller may empty. */
export const troublesOf = (page) => troubles.get(page) ?? []

const withoutJavaScript = new WeakSet()

/** Whether a page's JavaScript is on. */
export const javaScriptIn = (page) => !withoutJavaScript.has(page.context())

/**
 * Opens a page with cookies of its own, which may ask nobody but `origin`.
 * `javaScript: false` is a browser in which it is turned off; `viewport` is `desk` or `phone`.
 */
export async function openPage (browser, { origin, viewport = desk, javaScript = true, ...more } = {}) {
  const context = await browser.newContext({
    baseURL: origin, viewport, javaScriptEnabled: javaScript, locale: 'en-GB', timezoneId: 'Europe/London', ...more
  })
  if (!javaScript) withoutJavaScript.add(context)
  context.setDefaultTimeout(30_000)
  context.on('page', (page) => watch(page, origin))
  return context.newPage()
}

function watch (page, origin) {
  const found = []
  troubles.set(page, found)
  const visited = new Set()
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (request.isNavigationRequest()) visited.add(request.url())
    if (['data:', 'blob:', 'about:'].includes(url.protocol) || url.origin === origin) return
    found.push(`asked another host: ${request.url()}`)
  })
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // A page that says "not found" or "there is a problem" comes with such a status, and the browser notes it as an error.
    const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())
    if (refusal && visited.has(message.location().url)) return
    found.push(`error in the console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (err) => found.push(`error in a script: ${err.message}`))
  page.on('crash', () => found.push('the page crashed'))
}
