// The steps that most journeys take, each as a person takes it: by the words on the page.
import assert from 'node:assert/strict'
import { phone } from './browser.mjs'

/** The demonstration's people, one for each role, as its sign-in page offers them. */
export const people = {
  administrator: 'Lynne Castle, Administrator',
  planOwner: 'Ruth Pemberley, Plan owner',
  chair: 'Anita Deshmukh, Chair of the group, community health',
  deputy: 'Mark Ellery, Deputy chair of the group, police',
  lead: 'Joanne Whitby, Agency lead, community health',
  auditor: 'Owen Bradshaw, Auditor',
  boardMember: 'Margaret Hollins, Board member, councillor',
  youngPerson: 'Tia Morgan, Young person on the Board'
}

/** Signs in by one click as one of `people`. */
export async function signIn (page, person) {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in as ${person}` }).click()
  await heading(page, `What needs you, ${person.split(',')[0]}`)
}

/** Fails unless the page's one heading of the first level says this. */
export async function heading (page, want) {
  const found = page.getByRole('heading', { level: 1 })
  await found.waitFor()
  const text = (await found.innerText()).trim()
  if (want instanceof RegExp) assert.match(text, want)
  else assert.equal(text, want)
}

/** Opens one of the main pages from the menu, which a phone with JavaScript folds away. */
export async function open (page, name) {
  const menu = page.getByRole('button', { name: 'Menu' })
  if (page.viewportSize().width === phone.width && await menu.isVisible()) await menu.click()
  await page.getByRole('navigation', { name: 'Main pages' }).getByRole('link', { name, exact: true }).click()
}

/** Follows the first link of the page's own matter with these words. */
export const follow = (page, name) => matter(page).getByRole('link', { name }).first().click()

/** Presses a button of the page's own matter. */
export const press = (page, name) => matter(page).getByRole('button', { name, exact: typeof name === 'string' }).click()

/** The page's own matter, without its header, menu and footer. */
export const matter = (page) => page.getByRole('main')

/** All that the page itself says, in one line. */
export async function said (page) {
  return (await matter(page).innerText()).replaceAll(/\s+/g, ' ')
}

/** Fails unless the page itself says this somewhere. */
export async function says (page, ...wanted) {
  const text = await said(page)
  for (const want of wanted) assert.ok(text.includes(want.replaceAll(/\s+/g, ' ')), `${page.url()} does not say “${want}”. It says:\n${text}`)
}

/** Finds an action in the plan by its reference, and opens it. */
export async function openAction (page, ref) {
  await page.goto(`/plan?rows=actions&find=${ref}`)
  await follow(page, new RegExp(`^${ref} `))
  await heading(page, new RegExp(`^${ref} `))
}

/** Opens a part, such as A8c, from its action. */
export async function openPart (page, ref) {
  await openAction(page, ref.slice(0, -1))
  await follow(page, ref)
  await heading(page, new RegExp(`^${ref} `))
}

/** Types a date in the three fields of one question. */
export async function typeDate (page, legend, day, month, year) {
  const group = page.getByRole('group', { name: legend })
  await group.getByLabel('Day').fill(String(day))
  await group.getByLabel('Month').fill(String(month))
  await group.getByLabel('Year').fill(String(year))
}

/** The sentences of the plan's groups, in order. */
export const sentences = (page) => page.locator('.tl-sentence').allInnerTexts()

/**
 * Fails unless the page was refused with this sentence: in the summary at the top, whose link leads to the field, and
 * beside the field itself.
 */
export async function refusedAt (page, field, sentence) {
  const summary = page.getByRole('alert')
  await summary.waitFor()
  const link = summary.getByRole('link', { name: sentence, exact: true })
  await link.waitFor()
  assert.match(await page.title(), /^Error: /)
  const beside = page.locator('.govuk-error-message', { hasText: sentence })
  assert.equal(await beside.count(), 1, `“${sentence}” stands beside one field`)
  const target = page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`)
  assert.equal(await target.getAttribute('name'), field)
  const describing = [target, target.locator('xpath=ancestor::fieldset')]
    .map((each) => each.evaluateAll((found) => found.map((e) => e.getAttribute('aria-describedby')).join(' ')))
  assert.ok((await Promise.all(describing)).join(' ').split(' ').includes(await beside.getAttribute('id')), 'the field is described by its sentence')
}
