// An inspection report becomes areas in the record, and one of them echoes the founding inspection.
import { test } from 'node:test'
import { phone, site } from './harness.mjs'
import { follow, heading, matter, open, people, press, says, signIn } from './steps.mjs'

const at = site()

const report = `Inspection of Lancashire local authority children’s services
Inspection dates: 7 to 11 January 2013
Report published: 28 January 2013

What needs to improve?
• The recording of strategy discussions, so that there is a single record and each
  agency knows its actions.
• The number of foster homes.

The experiences and progress of children in care: good
1. Children in care are well supported.
`

const ways = { 'at a desk': {}, 'on a phone without JavaScript': { viewport: phone, javaScript: false } }

for (const [way, options] of Object.entries(ways)) {
  test(`a plan owner records what a report says, and sees what came back, ${way}`, async () => {
    const page = await at.page(options)
    await signIn(page, people.planOwner)
    await open(page, 'Inspections')
    await follow(page, 'Add areas from a report')
    await heading(page, 'Add areas from a report')
    await at.check(page)
    await page.getByLabel('I will paste its text').check()
    await page.getByLabel('Text of the report').fill(way === 'at a desk' ? report : report.replace('7 to 11', '14 to 18'))
    await press(page, 'Read the report')

    await heading(page, 'What was found in the report')
    await says(page, 'Line 6, under “What needs to improve”', 'The recording of strategy discussions', 'May echo an earlier inspection')
    await at.check(page)
    await page.getByLabel('Record it under').selectOption('new')
    await press(page, 'Record what is ticked')
    await says(page, 'There is a problem', 'Enter the day by which the council means to have put it right')
    await at.check(page)
    await page.getByLabel('Day', { exact: true }).fill('30')
    await page.getByLabel('Month', { exact: true }).fill('9')
    await page.getByLabel('Year', { exact: true }).fill('2013')
    await press(page, 'Record what is ticked')
    await says(page, '2 areas for improvement', 'recorded.')
    await at.check(page)

    await follow(page, /^I1 /)
    await says(page, 'Echoes an earlier inspection', 'May echo it.', 'improve the arrangements for recording strategy discussions', 'In this plan: ',
      'Words in common: strategy discussions')
    await at.check(page)
    await matter(page).getByRole('button', { name: /^The same is asked again/ }).first().click()
    await says(page, 'Confirmed as the same thing asked again, by Ruth Pemberley')
    await at.check(page)
  })
}
