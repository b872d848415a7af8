import { DateTime } from 'luxon'
import type { Letter } from '#campaigns/letters'

/** The archive as RSS 2.0. */
export function letterFeed(
  { name, origin, language }: { name: string; origin: string; language: string },
  letters: Letter[]
): string {
  const items = letters.map(({ subject, preheader, slug, at }) => {
    const link = xml(`${origin}/newsletter/${slug}`)
    return `    <item><title>${xml(subject)}</title><link>${link}</link><guid>${link}</guid><pubDate>${DateTime.fromISO(at, { zone: 'utc' }).toRFC2822()}</pubDate><description>${xml(preheader)}</description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${xml(name)}</title>
    <link>${xml(`${origin}/newsletter`)}</link>
    <description>${xml(`Letters of ${name}`)}</description>
    <language>${xml(language)}</language>
    <atom:link href="${xml(`${origin}/newsletter.xml`)}" rel="self" type="application/rss+xml" />
${items.join('\n')}
  </channel>
</rss>
`
}

/** Text that may stand in XML; what no XML may hold is left out. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
