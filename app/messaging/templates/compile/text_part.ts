import { convert } from 'html-to-text'

/** The text part of a mail's HTML: words, links with their addresses, and no pictures but their descriptions. */
export function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      {
        selector: 'a',
        options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], ignoreHref: false },
      },
      { selector: 'img', format: 'description' },
      { selector: '[style*="display:none"]', format: 'skip' },
      { selector: 'title', format: 'skip' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
    ],
    formatters: {
      description: ({ attribs }, _walk, builder) => {
        if (attribs?.alt) builder.addInline(attribs.alt)
      },
    },
  })
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
