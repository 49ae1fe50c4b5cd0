// The main job, end to end: from make demo to the Board's paper.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, matter, open, people, press, says, sentences, signIn } from './steps.mjs'

const at = site()

const on1February = [
  'Both immediate safeguarding actions are complete.',
  'All eight safeguarding actions due within three months are complete with the exception of one part: training for health staff ' +
    'at Fellside Hospitals (Fellside Hospitals NHS Foundation Trust, 412 of 480).',
  'Five of the nine safeguarding actions due within six months are complete; the remaining four are all in progress.',
  'There are no immediate actions for looked-after children.',
  'All five looked-after children actions due within three months are complete with the exception of one part: training for ' +
    'advanced nurse practitioners (Northmoor Community NHS Trust, 4 of 6).',
  'Six of the nine looked-after children actions due within six months are complete; the remaining three are all in progress.',
  'The majority of the additional actions due before January 2013 are complete (seven of the nine); of the remaining two, one is in ' +
    'progress and one has had no update since 2 October 2012. Of the three due later, one is complete and two are in progress.'
]

const ways = {
  'at a desk': {},
  'on a phone without JavaScript': { viewport: phone, javaScript: false }
}

for (const [way, options] of Object.entries({ ...ways, 'on a phone': { viewport: phone } })) {
  test(`a newcomer follows one finding to its evidence, ${way}`, async () => {
    const page = await at.page(options)
    await page.goto('/')
    await heading(page, 'Sign in')
    for (const person of Object.values(people)) await page.getByRole('button', { name: `Sign in as ${person}` }).waitFor()
    await at.check(page)

    await signIn(page, people.planOwner)
    await says(page, 'Accept or return evidence: Supervision held', '32 of 45 actions done', '0 checked in practice', '11 past the original date')
    await at.check(page)

    await open(page, 'Plan')
    await heading(page, 'The plan on 1 February 2013')
    assert.deepEqual(await sentences(page), on1February)
    assert.equal(await page.locator('.tl-plan tbody tr').count(), 22 + 14, 'the 22 areas, and the additional actions')
    await at.check(page)

    await follow(page, /^S3-3 /)
    await heading(page, 'Health trusts: robust training-compliance data, and full compliance')
    await says(page, 'All but one part, 237 days past its original date. Not yet checked. No measure linked.',
      'ensure all health trusts have robust systems for capturing data', 'nobody can say yet whether children’s lives got better')
    await at.check(page)
    const area = page.url()

    await follow(page, /^A8 /)
    await says(page, 'Training for health staff at Northmoor', 'All but one part')
    await at.check(page)
    await follow(page, 'A8c')
    await heading(page, 'A8c Training for health staff at Fellside Hospitals')
    await says(page, '412 of 480 staff trained so far.', 'Not signed off by Designated nurse', 'Until 28 February 2013. Approved',
      '188 of 480. Two trainers started this month.')
    await at.check(page)

    await page.goto(area)
    await follow(page, 'First quarterly training return')
    await says(page, 'Accepted on 20 July 2012', 'May it name a child? No')
    await at.check(page)
    const waiting = page.waitForEvent('download')
    await follow(page, /^Download /)
    const file = await readFile(await (await waiting).path())
    assert.match(file.toString(), /INVENTED FOR A DEMONSTRATION/)
    await says(page, createHash('sha256').update(file).digest('hex'))
  })
}

for (const [way, options] of Object.entries(ways)) {
  test(`a newcomer asks what was true on 30 June 2012, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, people.planOwner)
    await open(page, 'Plan')
    await matter(page).getByText('Choose the date and what to show').click()
    await page.getByLabel('As at').fill('2012-06-30')
    await press(page, 'Show')
    await heading(page, 'The plan on 30 June 2012')
    const then = await sentences(page)
    assert.equal(then[0], 'One of the two immediate safeguarding actions is complete and one more is complete but for one part ' +
      '(walk-in centres (Northmoor Community NHS Trust)).')
    assert.match(then[1], /^Three of the eight safeguarding actions due within three months are complete/)
    await page.getByRole('region', { name: 'The date shown' }).getByText('You are looking at 30 June 2012').waitFor()
    await at.check(page)

    await follow(page, /^S3-3 /)
    await says(page, '188 of 480', '3 of 7 parts')
    await at.check(page)
    await follow(page, 'A8c')
    await says(page, '188 of 480')
    assert.ok(!(await matter(page).innerText()).includes('412'), 'what happened later is not shown')
    await at.check(page)
    await page.getByRole('link', { name: 'Go back to now' }).click()
    await says(page, '412 of 480')

    // A part was signed on 29 June and entered on 3 July: true then, and not known then.
    await page.goto('/plan?as-at=2012-06-30&known-at=2012-06-30')
    assert.match((await sentences(page))[1], /^Two of the eight safeguarding actions due within three months are complete and three more/)
    await at.check(page)
  })

  test(`a newcomer compares two dates, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, people.planOwner)
    await open(page, 'Plan')
    await follow(page, 'What changed between two dates')
    await page.getByLabel('From').fill('2012-12-06')
    await page.getByLabel('To').fill('2013-02-01')
    await press(page, 'Compare')
    await heading(page, 'What changed from 6 December 2012 to 1 February 2013')
    await says(page, 'Done since (', 'A14 Give children who live with domestic abuse', 'Added (1)', 'Silent (1)', 'No update since 2 October 2012')
    await at.check(page)
    await follow(page, /^A46 /)
    await heading(page, /^A46 /)
  })

  test(`a newcomer makes the Board’s paper, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, people.planOwner)
    await open(page, 'Plan')
    await follow(page, 'Make the Board’s paper')
    await heading(page, 'Write a paper')
    await at.check(page)
    await press(page, 'Start the paper')
    await heading(page, /^Progress on the action plan/)
    assert.deepEqual(await page.locator('.tl-sentence').allInnerTexts(), on1February)
    await at.check(page)

    const words = 'Forty of the 68 who are left are booked for February.'
    await page.getByLabel('After statement 2').fill(words)
    await press(page, 'Save and preview')
    await says(page, on1February[1], words, 'Draft, not published')
    await at.check(page)
    await matter(page).getByRole('link', { name: 'Publish', exact: true }).click()
    await says(page, 'Every sentence has been read back against its rows, and agrees with them.')
    await at.check(page)
    await press(page, 'Publish')
    await says(page, 'The paper is published as RCC/CPB/2013/00', ...on1February, words)
    await at.check(page)
    const published = page.url()

    // The sentence opens onto its rows, and the row onto its action and part.
    await matter(page).locator('#statement-2').getByRole('link', { name: /table 2/ }).click()
    const rows = page.getByRole('table', { name: 'Table 2: the actions counted' })
    assert.equal(await rows.locator('tbody tr').count(), 8)
    assert.match(await rows.getByRole('row', { name: /^A8 / }).innerText(), /All but one part/)
    await rows.getByRole('link', { name: 'A8', exact: true }).click()
    await follow(page, 'A8c')
    await says(page, '412 of 480 staff trained so far.')

    await page.goto(published)
    await follow(page, 'By itself, to print or keep (HTML)')
    await page.waitForURL('**/paper.html')
    await heading(page, /^Progress on the action plan/)
    await at.check(page)
    const first = await (await page.request.get(page.url())).body()

    // What happens afterwards does not change it.
    await page.goto(published)
    await follow(page, 'Audit trail of this paper')
    await at.check(page)
    assert.deepEqual(await (await page.request.get(`${published}/paper.html`)).body(), first)
  })
}
