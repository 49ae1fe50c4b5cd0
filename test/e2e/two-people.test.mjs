// Nothing typed is lost: two people at one action, and a session that ends while somebody types.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { heading, matter, openAction, openPart, people, press, says, signIn, typeDate } from './steps.mjs'

const at = site()

const success = 'What success looks like (optional)'
const contingency = 'If it does not go to plan (optional)'
const edit = 'Change this action'

for (const [way, options, ref] of [['with JavaScript', {}, 'A20'], ['without JavaScript on a phone', { viewport: phone, javaScript: false }, 'A18']]) {
  test(`two people change one action, and the second chooses between both texts, ${way}`, async () => {
    const [first, second] = [await at.page(options), await at.page(options)]
    await signIn(first, people.planOwner)
    await signIn(second, people.chair)
    for (const page of [first, second]) {
      await openAction(page, ref)
      await press(page, edit)
    }
    await at.check(second)
    const before = { success: await second.getByLabel(success).inputValue(), contingency: await second.getByLabel(contingency).inputValue() }

    await first.getByLabel(success).fill('Every office reads one account of a child’s life.')
    await typeDate(first, 'Day practice changes (optional)', 1, 5, 2013)
    await press(first, 'Save changes')
    await says(first, `Action ${ref} has been changed.`)

    await second.getByLabel(success).fill('No nurse has to ring a social worker to learn what happened.')
    await second.getByLabel(contingency).fill('Weekly reading by two people.')
    await press(second, 'Save changes')
    await heading(second, 'Someone else changed this action')
    await says(second, 'Ruth Pemberley', 'Nothing has been lost.', 'No nurse has to ring a social worker to learn what happened.',
      'Every office reads one account of a child’s life.', 'Weekly reading by two people.', before.contingency, '1 May 2013')
    await at.check(second)

    const keep = (question) => second.getByRole('group', { name: question })
    assert.ok(await keep('Keep which day practice changes?').getByLabel('Theirs').isChecked(), 'what only the other changed is chosen beforehand')
    assert.ok(await keep('Keep which if it does not go to plan?').getByLabel('Yours').isChecked())
    await keep('Keep which what success looks like?').getByLabel('Theirs').check()

    // The first saves again meanwhile: the choice is stale in its turn, and not lost.
    await press(first, edit)
    await first.getByLabel('More about where it came from').fill('Asked for again by nurses.')
    await press(first, 'Save changes')
    await press(second, 'Save what I chose')
    await heading(second, 'Someone else changed this action')
    await says(second, 'Weekly reading by two people.', 'Asked for again by nurses.')
    assert.ok(await keep('Keep which more about where it came from?').getByLabel('Theirs').isChecked())
    await press(second, 'Save what I chose')
    await says(second, `Action ${ref} has been changed.`, 'Every office reads one account of a child’s life.', 'Weekly reading by two people.',
      '1 May 2013', 'Asked for again by nurses.')
    await at.check(second)
  })
}

test('two people judge one piece of evidence, and the second is told', async () => {
  const [first, second] = [await at.page(), await at.page()]
  await signIn(first, people.planOwner)
  await signIn(second, people.deputy)
  for (const page of [first, second]) await matter(page).getByRole('link', { name: 'Accept or return evidence: Supervision held' }).click()
  await first.getByRole('radio', { name: 'Accept it' }).check()
  await press(first, 'Save this judgement')
  await says(first, 'has been accepted')
  await second.getByRole('radio', { name: 'Return it' }).check()
  await second.getByLabel('What is wanted').fill('Please add the twenty-one names of posts.')
  await press(second, 'Save this judgement')
  await second.getByRole('alert').getByText('This evidence was changed or judged after you opened the page, so yours was not saved.').waitFor()
  assert.equal(await second.getByLabel('What is wanted').inputValue(), 'Please add the twenty-one names of posts.')
  await at.check(second)
})

const report = 'What has happened since the last report'

async function typeReport (page, words) {
  await signIn(page, people.lead)
  await openPart(page, 'A45b')
  await press(page, 'Say where this is')
  await page.getByLabel(report).fill(words)
  await page.getByLabel('How many so far').fill('104')
  await page.getByLabel('What is in the way').fill('The south team has no supervisor.')
}

async function afterSigningIn (page, words) {
  await heading(page, 'Sign in')
  await says(page, 'You were signed out because your session had ended. What you typed is kept: sign in and it will be there.')
  await at.check(page)
  await page.getByRole('button', { name: `Sign in as ${people.lead}` }).click()
  await heading(page, 'Where is this part?')
  await says(page, 'What you typed is back')
  assert.equal(await page.getByLabel(report).inputValue(), words)
  assert.equal(await page.getByLabel('How many so far').inputValue(), '104')
  assert.equal(await page.getByLabel('What is in the way').inputValue(), 'The south team has no supervisor.')
  await at.check(page)
  await press(page, 'Send this report')
  await says(page, 'Your report on part A45b has been sent.', words)
}

test('a session that is lost in mid-form loses no words', async () => {
  const page = await at.page()
  const words = 'Seven more.\nThe west team is complete — “every one”, says its lead.'
  await typeReport(page, words)
  await page.context().clearCookies()
  await press(page, 'Send this report')
  await afterSigningIn(page, words)
})

test('signing out everywhere from another browser loses no words, without JavaScript on a phone', async () => {
  const page = await at.page({ viewport: phone, javaScript: false })
  const words = 'Nobody new this week.'
  await typeReport(page, words)
  const other = await at.page()
  await signIn(other, people.lead)
  await other.getByRole('link', { name: 'Your account' }).click()
  await at.check(other)
  await press(other, 'Sign out everywhere')
  await heading(other, 'Sign in')
  await press(page, 'Send this report')
  await afterSigningIn(page, words)
})

test('somebody else who signs in afterwards is not shown what was typed', async () => {
  const page = await at.page()
  await typeReport(page, 'Not for everybody.')
  await page.context().clearCookies()
  await press(page, 'Send this report')
  await page.getByRole('button', { name: `Sign in as ${people.boardMember}` }).click()
  await heading(page, 'You don\'t have access to this page')
  assert.ok(!(await page.content()).includes('Not for everybody.'))
  await at.check(page)
})
