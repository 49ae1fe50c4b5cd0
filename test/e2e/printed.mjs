import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { folder } from './server.mjs'

const run = promisify(execFile)

/** Prints a page on A4 and reads it back: `{ sides, text }`. `landscape` turns the paper. */
export async function printed (page, { landscape = false } = {}) {
  const { path, remove } = await folder()
  try {
    const file = join(path, 'page.pdf')
    await writeFile(file, await page.pdf({ format: 'A4', landscape, printBackground: true, preferCSSPageSize: true }))
    const { stdout: info } = await run('pdfinfo', [file])
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
    return { sides: Number(/^Pages:\s+(\d+)/m.exec(info)[1]), text }
  } finally {
    await remove()
  }
}
