/* The library draws its fields without names for those who cannot see what stands beside them. */

/** Gives every field of the inspector the words beside it as its name, now and whenever the library draws anew. */
export function nameFields(inspector: HTMLElement) {
  const nameAll = () => {
    for (const part of inspector.querySelectorAll('.gjs-sm-property, .gjs-trt-trait')) {
      const words = wordsOf(part)
      if (words) nameWithin(part, words)
    }
  }
  new MutationObserver(nameAll).observe(inspector, { childList: true, subtree: true })
  nameAll()
}

function wordsOf(part: Element): string {
  const label = part.querySelector('.gjs-sm-icon, .gjs-label')
  return label?.textContent?.trim() ?? ''
}

function nameWithin(part: Element, words: string) {
  for (const field of part.querySelectorAll('input, select, textarea')) {
    // Choices of a row have words of their own.
    if (field.getAttribute('type') === 'radio' || field.hasAttribute('aria-label')) continue
    const isUnit = field.classList.contains('gjs-input-unit')
    field.setAttribute('aria-label', isUnit ? `Unit of ${words.toLowerCase()}` : words)
  }
}
