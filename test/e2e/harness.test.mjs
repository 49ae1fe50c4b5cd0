// The harness tested on a small server of its own, with the faults planted that it must catch.
import assert from 'node:assert/strict'
import { stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { troublesOf } from './browser.mjs'
import { narrow, sound, unnamed } from './crawl.mjs'
import { palette } from './palette.mjs'
import { checkPage, folder, phone, picture, printed, site, startServer } from './harness.mjs'

const html = (body, title = '<title>A page</title>') =>
  `<!doctype html><html lang="en"><head>${title}<meta name="viewport" content="width=device-width"></head>` +
  `<body><main><h1>A page</h1>${body}</main></body></html>`

const pages = {
  '/sound': html('<p>All is well.</p><img src="/dot.svg" alt="A dot">'),
  '/two-sides': html('<p>First</p><p style="break-before: page">Second</p>'),
  '/no-alt': html('<img src="/dot.svg">'),
  '/no-title': html('<p>Nameless</p>', ''),
  '/pale': html('<p style="color: #ccc; background: #fff">Hard to read</p>'),
  '/wide': html('<table class="broad"><tr><td style="min-width: 600px">Wide</td></tr></table>'),
  '/wide-inside': html('<div style="overflow-x: auto" tabindex="0"><p style="width: 600px">Wide, but in a frame</p></div>'),
  '/long-word': html('<p style="min-width: 340px">Fits most phones</p>'),
  '/named': html('<p>Named in the title</p>', '<title>Jade Wexley’s file</title>'),
  '/one-id-twice': html('<label for="find">Find</label><input id="find"><input id="find">'),
  '/error': html('<script src="/broken.js"></script>'),
  '/inline': html('<script>document.title = "changed"</script>'),
  '/missing-picture': html('<img src="/nowhere.png" alt="Nothing">'),
  '/elsewhere': html('<img src="http://other.invalid/x.png" alt="From elsewhere">'),
  '/script': html('<p id="p">Off</p><script src="/on.js"></script>')
}
const files = {
  '/dot.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'],
  '/broken.js': ['text/javascript', 'nothing.at.all()'],
  '/on.js': ['text/javascript', 'document.getElementById("p").textContent = "On"'],
  '/favicon.ico': ['image/x-icon', '']
}

async function startPages () {
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', "default-src 'self'; style-src 'unsafe-inline'; img-src *")
    const [type, body] = files[request.url] ?? ['text/html; charset=utf-8', pages[request.url]]
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': body === undefined ? 'text/html' : type })
    response.end(body ?? html('<p>Page not found</p>'))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections() })
  }
}

const at = site({ start: startPages })

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with' : 'without'
  test(`a sound page passes ${how} JavaScript`, async () => {
    const page = await at.page({ javaScript })
    await page.goto('/sound')
    await at.check(page)
    assert.deepEqual(page.viewportSize(), { width: 1280, height: 900 }, 'the check leaves the window as it was')
  })

  test(`a picture without words is caught ${how} JavaScript`, async () => {
    const page = await at.page({ javaScript })
    await page.goto('/no-alt')
    await assert.rejects(checkPage(page), /image-alt.*<img src="\/dot.svg">/)
  })

  test(`scripts are ${javaScript ? 'on' : 'off'} before and after the check of a page ${how} JavaScript`, async () => {
    const page = await at.page({ javaScript })
    for (let visit = 0; visit < 2; visit++) {
      await page.goto('/script')
      assert.equal(await page.locator('#p').textContent(), javaScript ? 'On' : 'Off')
      await at.check(page)
      assert.equal(await page.locator('#p').textContent(), javaScript ? 'On' : 'Off')
    }
  })
}

for (const [address, want] of [
  ['/no-title', /document-title/],
  ['/pale', /color-contrast/],
  ['/wide', /scrolls sideways on a phone: 6\d\d px wide in 390; too wide are table\.broad/],
  ['/error', /error in a script: nothing is not defined/],
  ['/inline', /error in the console: .*Content Security Policy/],
  ['/missing-picture', /error in the console: .*404.*nowhere\.png/],
  ['/elsewhere', /asked another host: http:\/\/other\.invalid\/x\.png/]
]) {
  test(`the fault planted in ${address} is caught`, async () => {
    const page = await at.page()
    await page.goto(address)
    await assert.rejects(checkPage(page), want)
    assert.deepEqual(troublesOf(page), [], 'what was told is not told again')
  })
}

test('two things with one id, a name in a title or an address, and a page too wide for the narrowest phone are caught', async () => {
  const page = await at.page()
  await page.goto('/one-id-twice')
  await assert.rejects(sound(page), /two things have the id “find”/)
  await page.goto('/named')
  await assert.rejects(unnamed(page, ['Tyler Wexley']), /“Wexley” stands in the title or address/)
  await page.goto('/sound?find=jade%20wexley')
  await assert.rejects(unnamed(page, ['Jade Wexley']), /stands in the title or address/)
  await page.goto('/sound')
  await unnamed(page, ['Jade Wexley', 'Ann Age'])
  await page.goto('/long-word')
  await checkPage(page)
  await assert.rejects(narrow(page), /wide on a phone of 320 px/)
})

test('a wide table in a frame of its own is sound', async () => {
  const page = await at.page({ viewport: phone })
  await page.goto('/wide-inside')
  await at.check(page)
})

test('a page that says "not found" is sound', async () => {
  const page = await at.page()
  const response = await page.goto('/no-such-page')
  assert.equal(response.status(), 404)
  await at.check(page)
})

test('pages do not share cookies', async () => {
  const [one, other] = [await at.page(), await at.page()]
  await one.context().addCookies([{ name: 'who', value: 'ann', url: at.origin }])
  assert.equal((await other.context().cookies()).length, 0)
})

test('a picture is taken at both widths', async () => {
  const page = await at.page()
  await page.goto('/sound')
  const { path, remove } = await folder()
  try {
    const taken = await picture(page, join(path, 'new'), 'sound')
    assert.deepEqual(taken, [join(path, 'new', 'sound-390.png'), join(path, 'new', 'sound-1280.png')])
    for (const file of taken) assert.ok((await stat(file)).size > 1000)
  } finally {
    await remove()
  }
})

test('a picture of few colours is the same picture, smaller', async () => {
  const page = await at.page()
  await page.goto('/sound')
  const taken = await page.screenshot()
  const smaller = palette(taken)
  assert.ok(smaller.length < taken.length)
  const drawn = (png) => page.evaluate(async (data) => {
    const bitmap = await createImageBitmap(await new Response(Uint8Array.from(atob(data), (c) => c.charCodeAt(0))).blob())
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    canvas.drawImage(bitmap, 0, 0)
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', canvas.getImageData(0, 0, bitmap.width, bitmap.height).data))]
  }, png.toString('base64'))
  assert.deepEqual(await drawn(smaller), await drawn(taken))
  assert.throws(() => palette(Buffer.from('no picture')), /this is no PNG/)
})

test('a printed page is counted and read', async () => {
  const page = await at.page()
  await page.goto('/two-sides')
  const { sides, text } = await printed(page)
  assert.equal(sides, 2)
  assert.match(text, /First[^]*Second/)
})

// Stand-ins for the program, to see how the harness starts and stops it.
async function script (t, text) {
  const { path, remove } = await folder()
  t.after(remove)
  const command = join(path, 'program')
  await writeFile(command, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  return command
}

test('a program is waited for, and stopped', async (t) => {
  const command = await script(t, 'echo "$@"; echo Listening on http://127.0.0.1:4321; exec sleep 60')
  const server = await startServer({ command })
  assert.equal(server.origin, 'http://127.0.0.1:4321')
  assert.match(server.output(), /^demo --data \S+ --addr 127\.0\.0\.1:0\n/)
  await server.stop()
  await assert.rejects(stat(server.data), { code: 'ENOENT' })
})

test('a program that ends at once is told of in its own words', async (t) => {
  const command = await script(t, 'echo The folder is full. >&2; exit 1')
  await assert.rejects(startServer({ command }), /ended \(1\) before it listened[^]*The folder is full\./)
})

test('a program that is not built is told of', async () => {
  await assert.rejects(startServer({ command: '/nowhere/throughline' }), /make build/)
})
