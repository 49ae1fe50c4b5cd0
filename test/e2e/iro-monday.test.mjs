// A manager of the independent reviewing officers begins her week: the reviews that are late and those due, how many children each officer has, and
// the alerts. She dismisses one that needs nothing, records a review that was held, gives a child to another officer, and finds what she did gone
// from her list. On a phone without JavaScript she raises the alert again.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { phone, picture, site } from './harness.mjs'
import { addPerson, follow, heading, hides, matter, open, people, press, refusedAt, said, says, signIn, signInWith, typeDate } from './steps.mjs'

const at = site()
const council = 'Ribbleshire County Council'
const team = 'Independent reviewing team'
const dismissed = { child: 'Chelsea Dransby', words: 'The first review is overdue or can’t be told.', why: 'It was held in October 2007. The record is in the paper file, which Martin has read.' }
const reviewed = 'Zofia Zielak'
const moved = 'Ethan Elmscott'
const pictures = process.env.PICTURES

let manager

/** The administrator brings her in and puts her in the team of reviewing officers, once. */
async function signInManager (page) {
  if (manager === undefined) {
    const admin = await at.page()
    await signIn(admin, people.administrator)
    manager = await addPerson(admin, { name: 'Imogen Marsh', email: 'imogen@ribbleshire.example', agency: council, roles: ['Team manager'] })
    await admin.goto('/teams')
    await follow(admin, team)
    await follow(admin, 'Put somebody in the team')
    await admin.getByLabel('Person').selectOption({ label: `Imogen Marsh, ${council}` })
    await press(admin, 'Put them in the team')
    await says(admin, 'Imogen Marsh is in this team from 1 February 2013')
    await at.check(admin)
  }
  await signInWith(page, manager)
}

/** Opens her week from the menu. */
async function week (page) {
  await open(page, 'Deadlines')
  await follow(page, 'Reviews this week, and the children of each reviewing officer')
  await heading(page, 'Reviews this week')
}

const take = async (page, name) => { if (pictures) await picture(page, join(pictures), name, { most: 4000 }) }

/** How many the page says of something. */
async function counted (page, words) {
  const found = words.exec(await said(page))
  assert.ok(found, `${page.url()} does not count ${words}`)
  return Number(found[1])
}

const late = /(\d+) are late, the longest first/
const alerts = /Alerts about reviews and officers (?:The worst \d+ of )?(\d+)/

/** How many children the page says an officer has. */
async function load (page, officer) {
  const row = matter(page).locator('tr', { has: page.getByRole('rowheader', { name: new RegExp(`^${officer}`) }) }).filter({ hasText: 'Fewer than 50' })
  return Number(await row.getByRole('cell').first().evaluate((cell) => cell.lastChild.textContent))
}

test('on Monday she sees what is late, dismisses an alert with a reason, and mends what is hers to mend', async () => {
  const page = await at.page()
  await signInManager(page)
  await week(page)
  await says(page, 'Martin Oakes', 'Sunita Bhatt', 'The guidance is 50 to 70 children', 'We have not seen that number in the guidance itself', reviewed, dismissed.child)
  await at.check(page)
  await take(page, 'reviews-this-week')
  const before = { late: await counted(page, late), alerts: await counted(page, alerts), sunita: await load(page, 'Sunita Bhatt') }
  assert.ok(before.late > 5 && before.alerts > 20 && before.sunita > 20, JSON.stringify(before))

  // An alert that needs nothing: the review was held before anything was recorded here.
  await follow(page, dismissed.child)
  await heading(page, 'Alerts')
  await says(page, dismissed.words, 'Martin Oakes')
  await at.check(page)
  await take(page, 'alerts-of-a-child')
  await page.getByRole('link', { name: `Dismiss this alert “${dismissed.words}”` }).click()
  await heading(page, 'Dismiss this alert')
  await at.check(page)
  await take(page, 'dismiss')
  await press(page, 'Dismiss the alert')
  await refusedAt(page, 'why', 'Say why nothing needs to be done. This reason is kept.')
  await at.check(page)
  await page.getByLabel('Why does nothing need to be done?').fill(dismissed.why)
  await press(page, 'Dismiss the alert')
  await says(page, 'The alert is dismissed.', dismissed.why, 'by Imogen Marsh')
  await at.check(page)
  await take(page, 'dismissed')

  // A review that was held, and nobody wrote it down.
  await week(page)
  assert.equal(await counted(page, alerts), before.alerts - 1, 'a dismissed alert is counted no more')
  await matter(page).getByRole('link', { name: reviewed, exact: true }).first().click()
  await heading(page, reviewed)
  await page.getByRole('link', { name: /^Record or change/ }).first().click()
  await typeDate(page, 'Day it was held', 30, 1, 2013)
  await page.getByLabel('How the child took part').selectOption({ index: 2 })
  await page.getByLabel('Who chaired it').selectOption({ label: `Martin Oakes, ${council}` })
  await page.getByLabel('What was decided').fill('The plan goes on as it is.')
  await press(page, 'Save')
  await says(page, 'The review has been saved.')
  await at.check(page)

  // A child whose reviews are the latest goes to the officer who has fewer.
  await week(page)
  assert.equal(await counted(page, late), before.late - 1, 'a review that was held is late no more')
  await matter(page).getByRole('link', { name: moved, exact: true }).first().click()
  await heading(page, moved)
  await follow(page, 'Allocate to a worker or a team')
  await page.getByLabel('Worker').selectOption({ label: `Sunita Bhatt, ${council}` })
  await page.getByLabel('Team', { exact: true }).selectOption({ label: `${team}, ${council}` })
  await page.getByLabel('Role').selectOption('Independent reviewing officer')
  await typeDate(page, 'First day', 1, 2, 2013)
  await press(page, 'Allocate')
  await says(page, 'The person has been allocated.')
  await at.check(page)
  await week(page)
  assert.equal(await load(page, 'Sunita Bhatt'), before.sunita + 1)
  await at.check(page)

  await open(page, 'Alerts')
  await page.getByRole('combobox', { name: 'Team' }).selectOption({ label: 'North district social work team' })
  await press(page, 'Show')
  await heading(page, 'Alerts')
  await at.check(page)
  await follow(page, 'North district social work team')
  await says(page, 'North district social work team', 'Every alert')
  await at.check(page)
  await take(page, 'alerts-of-a-team')
})

test('on a phone without JavaScript she raises the alert again', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  await signInManager(page)
  await week(page)
  await at.check(page)
  const before = await counted(page, alerts)
  await page.goto('/casework?show=all')
  await matter(page).getByRole('link', { name: dismissed.child, exact: true }).first().click()
  await follow(page, 'Alerts')
  await says(page, dismissed.why)
  await at.check(page)
  await page.getByRole('link', { name: `Raise it again “${dismissed.words}”` }).click()
  await heading(page, 'Raise this alert again')
  await at.check(page)
  await take(page, 'raise-again')
  await page.getByLabel('Why is it raised again?').fill('The paper file is of another child.')
  await press(page, 'Raise it again')
  await says(page, 'The alert is raised again.', dismissed.words)
  await hides(page, dismissed.why)
  await at.check(page)
  await week(page)
  assert.equal(await counted(page, alerts), before + 1)
})
