import sanitize from 'sanitize-html'

const OWN_PICTURE = /^\/media\/[0-9a-f-]{36}(\/w\d{3,4})?$/

/** Half a million characters: a long book chapter, and no more. */
export const LONGEST_TEXT = 500_000

/**
 * Rich text as we keep it: what the editor can make (it would lose the rest
 * when the text is opened again), and nothing that runs, styles, frames or calls home. Pictures are our own or come over https.
 */
export function cleanRichText(html: string): string {
  return sanitize(html, {
    allowedTags: [
      'h2', 'h3', 'h4', 'p', 'br', 'hr', 'strong', 'b', 'em', 'i', 'u', 's',
      'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'img',
    ], // prettier-ignore
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
      ol: ['start'],
    },
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['https'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    transformTags: {
      h1: 'h2',
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: {
          ...(href ? { href } : {}),
          ...(title ? { title } : {}),
          rel: 'noopener noreferrer',
          ...(href && /^https?:/i.test(href) ? { target: '_blank' } : {}),
        },
      }),
      img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, loading: 'lazy' } }),
    },
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'img' &&
      !OWN_PICTURE.test(attribs.src ?? '') &&
      !/^https:\/\//i.test(attribs.src ?? ''),
  }).trim()
}

/** The words of rich text, for descriptions and search. */
export function plainText(html: string): string {
  return sanitize(html.replace(/<\/(p|h\d|li|blockquote|pre|td)>/g, ' '), {
    allowedTags: [],
    allowedAttributes: {},
    textFilter: (text) => text,
  })
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim()
}
