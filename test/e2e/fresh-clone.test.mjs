// From a fresh clone, `make demo` is the only command; once built, it shows its first page within 20 seconds.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { folder, root, startServer } from './harness.mjs'

const run = promisify(execFile)

/** Runs `make demo` in a clone, as its reader would, until the first page has come; gives how many seconds that took. */
async function makeDemo (clone, data) {
  const began = performance.now()
  const server = await startServer({ command: '/bin/sh', args: ['-c', `cd '${clone}' && exec make demo DATA='${data}' ADDR=127.0.0.1:0`] })
  try {
    const page = await fetch(server.origin)
    const seconds = (performance.now() - began) / 1000
    assert.equal(page.status, 200)
    const text = await page.text()
    assert.match(text, /<h1[^>]*>\s*Sign in/)
    assert.match(text, /Demonstration\./)
    return seconds
  } finally {
    await server.stop()
  }
}

test('make demo is the only command after a clone, and shows its first page within 20 seconds once it is built', async (t) => {
  const { path, remove } = await folder()
  t.after(remove)
  const clone = join(path, 'throughline')
  await run('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
  t.diagnostic(`from a fresh clone: ${(await makeDemo(clone, join(path, 'first'))).toFixed(1)} s`)
  const seconds = await makeDemo(clone, join(path, 'second'))
  t.diagnostic(`built, with a demonstration still to be lived through: ${seconds.toFixed(1)} s`)
  assert.ok(seconds < 20, `the first page came after ${seconds.toFixed(1)} seconds`)
})
