// A page used by keyboard alone.
import assert from 'node:assert/strict'

/** Tabs through a page from its start: the skip link first, then everything that can be used, each seen to have the focus. */
export async function byKeyboard (page, most = 60) {
  await page.reload()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#main-content', `${page.url()}: Tab goes to the skip link first`)
  assert.ok(await page.evaluate(() => { const { width, height, left, top } = document.activeElement.getBoundingClientRect(); return width > 50 && height > 10 && left >= 0 && top >= 0 }),
    `${page.url()}: the skip link is seen when it has the focus`)

  await page.evaluate(measure)
  const all = await page.evaluate(() => window.usable.length)
  assert.ok(all > 0)
  for (let i = 0; i < Math.min(all, most); i++) {
    let found = await page.evaluate((i) => window.focused(i), i)
    for (let stops = 0; found.date && found.place === i - 1 && stops < 4; stops++) { // a date has stops of its own: day, month, year, calendar
      await page.keyboard.press('Tab')
      found = await page.evaluate((i) => window.focused(i), i)
    }
    assert.equal(found.place, i, `${page.url()}: Tab ${i + 1} reached ${found.what}, and should have reached ${found.wanted}`)
    assert.ok(found.shown, `${page.url()}: nothing shows that ${found.what} has the focus`)
    await page.keyboard.press('Tab')
  }

  await page.reload()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const after = await page.evaluate(() => ({
    skipped: !document.querySelector('header').contains(document.activeElement),
    any: document.querySelector('main :is(a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"])') !== null,
    inMain: document.querySelector('main').contains(document.activeElement)
  }))
  assert.ok(after.skipped && (after.inMain || !after.any), `${page.url()}: the skip link skips to the page's own matter`)
}

// Runs in the page: notes what can be used and how each looks without the focus.
function measure () {
  const used = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const inGroup = (e) => e.type === 'radio' && e.form
    ? [...e.form.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)]
    : [e]
  window.usable = [...document.querySelectorAll(used)].filter((e) => {
    if (e.disabled || !e.checkVisibility({ visibilityProperty: true }) || e.tabIndex < 0) return false
    const group = inGroup(e)
    return (group.find((other) => other.checked) ?? group[0]) === e // Tab stops at one radio button of a group
  })
  const lookOf = (e) => {
    const drawn = ['radio', 'checkbox'].includes(e.type) ? getComputedStyle(e.nextElementSibling, '::before') : getComputedStyle(e)
    // An outline or border that is not drawn has the colour of the words, which change.
    const outlined = drawn.outlineStyle !== 'none' && !/^rgba\(.*, 0\)$/.test(drawn.outlineColor)
    const bordered = drawn.borderWidth !== '0px' && drawn.borderStyle !== 'none'
    return [outlined && [drawn.outlineWidth, drawn.outlineColor], drawn.boxShadow, drawn.backgroundColor, bordered && [drawn.borderWidth, drawn.borderColor]].join(' ')
  }
  const name = (e) => e ? `${e.localName} “${(e.innerText || e.name || e.id || '').slice(0, 40)}”` : 'nothing'
  const active = document.activeElement
  active.blur()
  const looks = window.usable.map(lookOf)
  active.focus()
  window.focused = (expected) => {
    const e = document.activeElement
    const place = window.usable.indexOf(e)
    return { place, what: name(e), date: e.type === 'date', wanted: name(window.usable[expected]), shown: place < 0 || lookOf(e) !== looks[place] }
  }
}
