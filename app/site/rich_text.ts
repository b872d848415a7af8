import sanitize from 'sanitize-html'

/** Rich text of a page as it may be stored: what an editor makes, and nothing that runs. */
export function clean(html: string): string {
  const text = sanitize(html, {
    allowedTags: [
      'p',
      'h2',
      'h3',
      'h4',
      'strong',
      'b',
      'em',
      'i',
      's',
      'u',
      'a',
      'ul',
      'ol',
      'li',
      'blockquote',
      'br',
      'hr',
      'code',
      'pre',
    ],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    transformTags: { a: sanitize.simpleTransform('a', { rel: 'noopener' }) },
  })
  return text.replace(/(<p>\s*<\/p>)+$/, '').trim()
}
