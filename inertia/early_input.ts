/**
 * What was typed before the page answers is wiped when Vue takes the fields over,
 * and a form sent then is held by the script of the page's head. Call it before
 * the page is mounted, and what it returns after: fields and form are as meant.
 */
export function keepEarlyInput(page: HTMLElement): () => void {
  const typed = [
    ...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'form :is(input, textarea)[name]:not([type=checkbox], [type=radio], [type=hidden], [type=file])'
    ),
  ]
    .filter((field) => field.value !== field.defaultValue)
    .map((field) => ({ field, value: field.value }))
  return () => {
    for (const { field, value } of typed) {
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    for (const busy of page.querySelectorAll('form[data-held] [aria-busy=true]'))
      busy.removeAttribute('aria-busy')
    const held = page.querySelector<HTMLFormElement>('form[data-held]')
    held?.removeAttribute('data-held')
    held?.requestSubmit()
  }
}
