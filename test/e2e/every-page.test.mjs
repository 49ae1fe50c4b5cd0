// Every page that each of the eight roles can reach, on a desk and on a phone, and by keyboard.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessible, crawl, narrow, madeOf, sound } from './crawl.mjs'
import { site } from './harness.mjs'
import { byKeyboard } from './keyboard.mjs'
import { people, press, says, signIn } from './steps.mjs'

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

for (const [role, person] of Object.entries(people)) {
  test(`every page that ${person} can reach`, async (t) => {
    const page = await at.page()
    await signIn(page, person)
    const faults = []
    const faulty = (err) => faults.push(err.message)
    reached[role] = await crawl(page, ['/home', '/find?q=training', ...(role === 'planOwner' ? ['/plan?as-at=2012-06-30'] : [])], async (page, kind) => {
      await sound(page, { document: isDocument(kind) }).catch(faulty)
      // A page in which nothing is new is looked at less closely: what it is made of was tried on another.
      const parts = await madeOf(page)
      if (parts.every((part) => looked.has(part))) return narrow(page).catch(faulty)
      for (const part of parts) looked.add(part)
      await accessible(page).catch(faulty)
      if (!isDocument(kind)) await byKeyboard(page).catch(faulty)
    }, faulty)
    t.diagnostic(`${reached[role].size} kinds of page`)
    assert.equal(faults.join('\n\n'), '')
  })
}

const closed = /^\/(evidence|people|posts|agencies|handover|delegations|holdings|history|erase)(\/|\?|$)/

for (const role of ['boardMember', 'youngPerson']) {
  test(`${people[role]} reaches no evidence, no people and no audit trail`, async () => {
    const open = [...reached[role].keys()].filter((kind) => closed.test(kind))
    assert.deepEqual(open, [])
    const page = await at.page()
    await signIn(page, people[role])
    const others = [...reached.planOwner.values(), ...reached.administrator.values()].flat().filter((address) => closed.test(address))
    assert.ok(others.length > 10, 'there are such pages')
    for (const address of others) {
      const answer = await page.request.get(address)
      assert.equal(answer.status(), 403, `${address} answers ${answer.status()}`)
    }
    await page.goto(others[0])
    await says(page, 'You don\'t have access to this page')
    await at.check(page)
  })
}
