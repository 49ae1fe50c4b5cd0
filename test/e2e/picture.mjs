import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { desk, phone } from './browser.mjs'
import { palette } from './palette.mjs'

/**
 * Takes a page as a phone and as a desk show it: `name-390.png` and `name-1280.png` in `folder`. A picture is as high as the page, or
 * as `most` says in pixels.
 */
export async function picture (page, folder, name, { most = Infinity } = {}) {
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()
  const files = []
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport)
    const path = join(folder, `${name}-${viewport.width}.png`)
    const height = Math.min(most, await page.evaluate(() => document.documentElement.scrollHeight))
    const clip = { x: 0, y: 0, width: viewport.width, height }
    await writeFile(path, palette(await page.screenshot({ fullPage: true, clip, animations: 'disabled', caret: 'hide' })))
    files.push(path)
  }
  await page.setViewportSize(before)
  return files
}
