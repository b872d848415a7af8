import sanitize from 'sanitize-html'

const OWN_PICTURE = /^\/media\/[0-9a-f-]{36}(\/w\d{3,4})?$/

/** How the editor marks a colleague who is named with an @. */
const MENTION = [{ name: 'data-type', values: ['mention'] }, 'data-id', 'data-label']

/** Half a million characters: a long book chapter, and no more. */
export const LONGEST_TEXT = 500_000

/**
 * Rich text as we keep it: what the editor can make (it would lose the rest
 * when the text is opened again), and nothing that runs, styles, frames or calls home. Pictures are our own or come over https.
 * `mentions` keeps the marks of colleagues.
 */
export function cleanRichText(html: string, { mentions = false } = {}): string {
  return sanitize(html, {
    allowedTags: [
      'h2', 'h3', 'h4', 'p', 'br', 'hr', 'strong', 'b', 'em', 'i', 'u', 's',
      'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'img', ...(mentions ? ['span'] : []),
    ], // prettier-ignore
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
      ol: ['start'],
      ...(mentions ? { span: MENTION } : {}),
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

/** Ids of the users whom rich text mentions, each once. */
export function mentionedIn(html: string): string[] {
  const ids = new Set<string>()
  sanitize(html, {
    allowedTags: ['span'],
    allowedAttributes: { span: MENTION },
    transformTags: {
      span: (tagName, attribs) => {
        if (attribs['data-type'] === 'mention' && attribs['data-id']) ids.add(attribs['data-id'])
        return { tagName, attribs }
      },
    },
  })
  return [...ids]
}
