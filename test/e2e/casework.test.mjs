// A social worker's day: why they look, a child's file, a record from draft to sealed, and finding somebody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, hides, matter, open, openFile, press, refusedAt, says, search, signIn, staff } from './steps.mjs'

const at = site()

const ways = { 'at a desk': {}, 'on a phone without JavaScript': { viewport: phone, javaScript: false } }

/** Begins a record of a kind about the person whose file is open. */
async function begin (page, kind) {
  await follow(page, 'Write a record')
  await page.getByRole('radio', { name: kind, exact: true }).check()
  await press(page, 'Continue')
}

for (const [way, options] of Object.entries(ways)) {
  test(`a social worker says why they look, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, staff.socialWorker)
    await open(page, 'Casework')
    await says(page, 'You are looking in order to: Working with this child or family.')
    await at.check(page)
    await openFile(page, 'Jade Wexley')
    const file = page.url()
    await says(page, 'Your looking at this is recorded.', 'Allocated to you', 'Full care order')
    assert.match(await page.title(), /^A person’s file –/, 'the title, which a browser keeps, names nobody')
    await at.check(page)

    await matter(page).getByText('Change why you are looking').click()
    await page.getByRole('radio', { name: 'Protecting a child: strategy discussion or enquiry' }).check()
    await press(page, 'Change')
    assert.equal(page.url(), file, 'they are where they were')
    await says(page, 'You are looking in order to: Protecting a child: strategy discussion or enquiry.')
    await at.check(page)
  })

  test(`a social worker writes a record, from draft to sealed, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, staff.socialWorker)
    await openFile(page, 'Jade Wexley')
    await begin(page, 'Case note')
    await heading(page, 'Record about Jade Wexley')
    await at.check(page)
    const title = `Skating, ${way}`
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('What happened').fill('Jade, you rang to say that')
    await press(page, 'Save as a draft')
    await says(page, 'Your draft has been saved. Nobody else can see it.')

    await open(page, 'Casework')
    await follow(page, 'Case note about Jade Wexley')
    assert.equal(await page.getByLabel('What happened').inputValue(), 'Jade, you rang to say that')
    assert.equal(await page.getByLabel('Title').inputValue(), title)
    await at.check(page)
    await page.getByLabel('What happened').fill('Jade, you rang to say that you skated backwards.')
    await page.getByLabel('Jade Wexley: in their own words').fill('All the way to the gate.')
    await page.getByLabel('Jade Wexley: how were they asked?').fill('On the telephone')
    await press(page, 'Complete the record')
    await heading(page, title)
    await says(page, 'The record is complete and sealed.', 'you skated backwards.', 'All the way to the gate.')
    assert.equal(await matter(page).getByRole('link', { name: /^(Change|Go on)/ }).count(), 0, 'nothing in it can be changed')
    await at.check(page)

    await follow(page, 'Add to this record')
    await press(page, 'Add to the record')
    await page.getByRole('alert').waitFor()
    await at.check(page)
    await page.getByLabel('What is added').fill('Maureen saw it too.')
    await page.getByLabel('Why is it added?').fill('She rang the day after.')
    await press(page, 'Add to the record')
    await says(page, 'What you wrote has been added to the record.', 'you skated backwards.', 'Maureen saw it too.', 'Why: She rang the day after.')
    await at.check(page)

    await open(page, 'Casework')
    assert.equal(await matter(page).getByRole('link', { name: 'Case note about Jade Wexley' }).count(), 0, 'the draft is gone')
  })

  test(`a social worker finds somebody by a name that sounds alike and by a day of birth, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, staff.socialWorker)
    await search(page, 'Jaide Wexly')
    await says(page, 'Jade Wexley', 'A name that sounds alike', 'That you found these people is recorded.')
    await at.check(page)
    assert.equal(new URL(page.url()).search, '', 'what was searched for is in no address')
    await search(page, '17 January 2003')
    await says(page, 'Jade Wexley', 'aged 10')
    await hides(page, 'Tyler Wexley')
    await search(page, 'Nobody Atall')
    await heading(page, 'Search for a person')
    await says(page, 'Nobody found', 'Somebody may be known whom you may not see for this reason.')
    await at.check(page)
    await search(page, '')
    await refusedAt(page, 'find', 'Enter a name, a date of birth, a postcode or a number.')
    await at.check(page)
  })

  test(`an address that is kept from somebody is warned about before a record is saved, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, staff.socialWorker)
    await openFile(page, 'Ellie Haverthorn')
    await begin(page, 'Visit')
    await page.getByLabel('Title').fill('Visit')
    const words = 'Ellie, I came to 14 Sedgewick Rise to see your new room.'
    await page.getByLabel('What happened').fill(words)
    for (const button of ['Save as a draft', 'Complete the record']) {
      await press(page, button)
      await refusedAt(page, 'words', 'Take out “14 Sedgewick Rise”: it is a house and street that is kept from somebody. Say it another way, or put it in a record of details that must be kept from somebody.')
      assert.equal(await page.getByLabel('What happened').inputValue(), words, `nothing is lost by “${button}”`)
      await at.check(page)
    }
    await page.getByLabel('What happened').fill('Ellie, I came to see your new room.')
    await press(page, 'Complete the record')
    await says(page, 'The record is complete and sealed.')
  })
}
