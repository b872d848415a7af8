import type { LinkRow } from '#campaigns/queries/campaign_report'

/** As prepareHtml() numbers the links that it tracks. */
const ANCHOR = /(<a\b[^>]*?\shref\s*=\s*)(["'])(https?:\/\/[^"'<>]*?)\2([^>]*>)([\s\S]*?<\/a>)?/gi

const BADGE =
  'display:inline-block;margin-left:4px;padding:0 6px;border-radius:9px;background:#c2410c;color:#ffffff;font:600 11px/18px Arial,sans-serif;text-decoration:none;vertical-align:middle'

/** Writes beside each link of a compiled mail how many people followed it, in the order in which links were numbered. */
export function withClicks(html: string, links: LinkRow[]): string {
  const people = new Map(links.map((row) => [row.link, row.people]))
  let n = 0
  return html.replace(ANCHOR, (all, _before, _quote, href: string) => {
    const url = href.replaceAll('&amp;', '&')
    if (/\{[{%]/.test(url) || !URL.canParse(url)) return all
    return `${all}<span style="${BADGE}">${(people.get(n++) ?? 0).toLocaleString('en')}</span>`
  })
}
