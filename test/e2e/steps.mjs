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

/** Those who work with children and families, or check on those who do. */
export const staff = {
  socialWorker: 'Leila Farrow, Social worker, north district',
  manager: 'Denise Kershaw, Team manager, north district',
  reviewer: 'Martin Oakes, Independent reviewing officer',
  nurse: 'Bridget Nolan, Health professional, looked-after children’s nurse',
  psychologist: 'Farah Anwar, Clinical psychologist',
  school: 'Gareth Penrose, Education professional, designated teacher',
  police: 'Simon Tranter, Police officer, child protection',
  adoptionWorker: 'Judith Corran, Adoption worker',
  dutyWorker: 'Neil Sugden, Out-of-hours duty worker',
  analyst: 'Kevin Adjei, Data analyst',
  governance: 'Rosalind Tait, Information governance lead',
  guardian: 'Vivien Sharrock, Caldicott Guardian'
}

/** Signs in by one click as one of `people`. */
export async function signIn (page, person) {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Sign in as ${person}` }).click()
  await heading(page, `What needs you, ${person.split(',')[0]}`)
}

/**
 * Adds a person as the administrator who is signed in does. `roles` are the roles' names. Gives the address and the one-time
 * password that they are told.
 */
export async function addPerson (page, { name, email, agency, roles }) {
  await page.goto('/people/new')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Agency they act for').selectOption(agency)
  for (const role of roles) await page.getByLabel(role, { exact: true }).check()
  await press(page, 'Add the person')
  await heading(page, `${name} has been added`)
  return { email, password: (await matter(page).locator('code').innerText()).trim() }
}

/** Signs in with an address and a password. */
export async function signInWith (page, { email, password }) {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/home')
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

/** Opens a person's file from those whom the one signed in works with. */
export async function openFile (page, name) {
  await page.goto('/casework')
  await matter(page).getByRole('link', { name, exact: true }).click()
  await heading(page, name)
}

/** Searches for people by what is typed, as casework does. */
export async function search (page, words) {
  await page.goto('/casework/search')
  await page.getByRole('searchbox', { name: 'Search for a person' }).fill(words)
  await press(page, 'Search')
}

/** Fails if the page itself says any of this. */
export async function hides (page, ...unwanted) {
  const text = await said(page)
  for (const each of unwanted) assert.ok(!text.includes(each), `${page.url()} says “${each}”. It says:\n${text}`)
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
  const link = summary.getByRole('link', { name: sentence, exact: typeof sentence === 'string' })
  await link.waitFor()
  assert.match(await page.title(), /^Error: /)
  const beside = page.locator('.govuk-error-message', { hasText: typeof sentence === 'string' ? sentence : new RegExp(sentence.source.replace(/^\^/, '')) })
  assert.equal(await beside.count(), 1, `“${sentence}” stands beside one field`)
  const target = page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`)
  assert.equal(await target.getAttribute('name'), field)
  const describing = [target, target.locator('xpath=ancestor::fieldset')]
    .map((each) => each.evaluateAll((found) => found.map((e) => e.getAttribute('aria-describedby')).join(' ')))
  assert.ok((await Promise.all(describing)).join(' ').split(' ').includes(await beside.getAttribute('id')), 'the field is described by its sentence')
}
