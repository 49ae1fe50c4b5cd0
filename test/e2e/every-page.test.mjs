// Every page that each role can reach, on a desk and on a phone, and by keyboard.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessible, crawl, narrow, madeOf, sound, unnamed } from './crawl.mjs'
import { site } from './harness.mjs'
import { byKeyboard } from './keyboard.mjs'
import { openFile, people, press, says, signIn, staff } from './steps.mjs'

const at = site()

const looked = new Set()
const reached = {}

// A published paper is a document of its own: it has no menu, and is read and printed rather than used.
const isDocument = (kind) => kind.endsWith('.html')

test('a paper is begun, so that there is a draft to look at', async () => {
  const page = await at.page()
  await signIn(page, people.planOwner)
  await page.goto('/papers/new')
  await press(page, 'Start the paper')
  await says(page, 'Draft paper')
})

// Where each begins besides their first page. Files about which much is known lead to more kinds of page.
const starts = {
  planOwner: async () => ['/plan?as-at=2012-06-30'],
  socialWorker: (page) => files(page, ['Jade Wexley', 'Joanne Haverthorn']),
  manager: (page) => files(page, ['Tyler Wexley']),
  nurse: (page) => files(page, ['Connor Farnsby']),
  dutyWorker: async () => ['/casework?show=all'],
  governance: async () => ['/governance'],
  guardian: async () => ['/governance']
}

async function files (page, names) {
  const found = []
  for (const name of names) {
    await openFile(page, name)
    found.push(new URL(page.url()).pathname)
  }
  return found
}

// One of each kind of work with people: what the others reach is made of the same pages.
const { socialWorker, manager, nurse, adoptionWorker, dutyWorker, analyst, governance, guardian } = staff
const looking = { ...people, socialWorker, manager, nurse, adoptionWorker, dutyWorker, analyst, governance, guardian }

// Their other pages are those that others were seen to reach.
const aboutPeople = /^\/(casework|governance|figures)(\/|\?|$)/

// Names of people who are known to casework: no title and no address may hold one.
const known = []

test('the names of people are gathered, so that no title and no address holds one', async () => {
  const page = await at.page()
  await signIn(page, staff.governance)
  for (let next = '/governance/retention'; next !== null; next = await page.locator('a[rel=next]').getAttribute('href', { timeout: 100 }).catch(() => null)) {
    await page.goto(next)
    known.push(...await page.locator('main tbody th a').allInnerTexts())
  }
  assert.ok(known.length > 60, `${known.length} names`)
})

for (const [role, person] of Object.entries(looking)) {
  test(`every page that ${person} can reach`, async (t) => {
    const page = await at.page()
    await signIn(page, person)
    const faults = []
    const faulty = (err) => faults.push(err.message)
    const more = await starts[role]?.(page) ?? []
    reached[role] = await crawl(page, [...more, '/home', ...(role in people ? ['/find?q=training'] : [])], async (page, kind) => {
      await sound(page, { document: isDocument(kind) }).catch(faulty)
      await unnamed(page, known).catch(faulty)
      // A page in which nothing is new is looked at less closely: what it is made of was tried on another.
      const parts = await madeOf(page)
      if (parts.every((part) => looked.has(part))) return narrow(page).catch(faulty)
      for (const part of parts) looked.add(part)
      await accessible(page).catch(faulty)
      await narrow(page).catch(faulty)
      if (!isDocument(kind)) await byKeyboard(page).catch(faulty)
    }, faulty, role in people ? {} : { within: aboutPeople })
    t.diagnostic(`${reached[role].size} kinds of page`)
    assert.equal(faults.join('\n\n'), '')
  })
}

const closed = /^\/(evidence|people|posts|teams|team-places|agencies|handover|delegations|holdings|history|erase|casework|governance)(\/|\?|$)/

for (const role of ['boardMember', 'youngPerson']) {
  test(`${people[role]} reaches no evidence, no people, nobody’s file and no audit trail`, async () => {
    const open = [...reached[role].keys()].filter((kind) => closed.test(kind))
    assert.deepEqual(open, [])
    const page = await at.page()
    await signIn(page, people[role])
    const others = [...reached.planOwner.values(), ...reached.administrator.values(), ...reached.socialWorker.values(), ...reached.governance.values()].flat().filter((address) => closed.test(address))
    assert.ok(others.length > 10, 'there are such pages')
    for (const address of others) {
      const answer = await page.request.get(address)
      assert.equal(answer.status(), 403, `${address} answers ${answer.status()}`)
    }
    assert.ok(others.some((address) => address.startsWith('/casework/people/')))
    await page.goto(others[0])
    await says(page, 'You don\'t have access to this page')
    await at.check(page)
  })
}
