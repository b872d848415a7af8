import string from '@adonisjs/core/helpers/string'

export function text(value: string): string {
  return string.escapeHTML(value)
}

/** Sentences with `code` in them; blank lines part paragraphs. */
export function prose(value: string): string {
  if (!value) return ''
  return value
    .split('\n\n')
    .map(
      (paragraph) =>
        `<p>${text(paragraph).replace(/(?:`|&#x60;)(.+?)(?:`|&#x60;)/g, '<code>$1</code>')}</p>`
    )
    .join('')
}

export function code(value: string): string {
  return `<pre tabindex="0"><code>${text(value)}</code></pre>`
}
