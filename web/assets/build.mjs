// Compiles the styles and gathers what the pages load into web/assets/dist.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', '..', 'node_modules')
const dist = join(here, 'dist')

const copied = {
  'govuk-frontend.min.js': join(modules, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'),
  'throughline.js': join(here, 'js', 'throughline.js'),
  'icon.svg': join(here, 'img', 'icon.svg')
}

mkdirSync(dist, { recursive: true })
for (const name of readdirSync(dist)) {
  if (name !== '.keep') rmSync(join(dist, name), { recursive: true })
}
for (const name of ['throughline', 'paper']) {
  const { css } = compile(join(here, 'scss', `${name}.scss`), {
    style: 'compressed', loadPaths: [modules], quietDeps: true
  })
  writeFileSync(join(dist, `${name}.css`), css)
}
for (const [name, from] of Object.entries(copied)) copyFileSync(from, join(dist, name))
