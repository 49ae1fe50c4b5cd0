// Every page works without this. It lets GOV.UK's components improve themselves where a browser can.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// How far something long has come, asked again until it has ended.
for (const shown of document.querySelectorAll('[data-progress]')) {
  const words = shown.querySelector('[role="status"]')
  const bar = shown.querySelector('progress')
  const ask = async () => {
    const answer = await fetch(shown.dataset.progress).catch(() => null)
    const step = answer?.ok ? await answer.json() : { over: true }
    if (step.over) return location.reload()
    if (words.textContent !== step.words) words.textContent = step.words
    bar.max = step.of
    bar.value = step.done
    setTimeout(ask, 1000)
  }
  setTimeout(ask, 1000)
}
