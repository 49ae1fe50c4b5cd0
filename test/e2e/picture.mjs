import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { desk, phone } from './browser.mjs'

/** Takes a page's whole height, as a phone and as a desk show it: `name-390.png` and `name-1280.png` in `folder`. */
export async function picture (page, folder, name) {
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()
  const files = []
  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport)
    const path = join(folder, `${name}-${viewport.width}.png`)
    await page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' })
    files.push(path)
  }
  await page.setViewportSize(before)
  return files
}
