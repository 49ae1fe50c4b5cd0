import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { desk, phone } from './browser.mjs'

/**
 * Takes a page as a phone and as a desk show it: `name-390.png` and `name-1280.png` in `folder`. The whole height is taken, or
 * the top of it when `tallest` is given.
 */
export async function picture (page, folder, name, { tallest = Infinity } = {}) {
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()
  const files = []
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport)
    const path = join(folder, `${name}-${viewport.width}.png`)
    const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight))
    const clip = { x: 0, y: 0, width: viewport.width, height }
    await page.screenshot({ path, fullPage: true, clip, animations: 'disabled', caret: 'hide' })
    files.push(path)
  }
  await page.setViewportSize(before)
  return files
}
