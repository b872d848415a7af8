import { isReadersPage, replaceAnchors } from '#messaging/rendering/anchors'
import type { LinkRow } from '#campaigns/queries/campaign_report'

const BADGE =
  'display:inline-block;margin-left:4px;padding:0 6px;border-radius:9px;background:#c2410c;color:#ffffff;font:600 11px/18px Arial,sans-serif;text-decoration:none;vertical-align:middle'

/**
 * Writes beside each link of a compiled mail how many people followed it, in the order in which prepareHtml() numbered
 * those that it tracks.
 */
export function withClicks(html: string, links: LinkRow[], siteUrl: string): string {
  const people = new Map(links.map((row) => [row.link, row.people]))
  let n = 0
  return replaceAnchors(html, ({ whole, url, hasLiquid }) => {
    if (!hasLiquid && isReadersPage(url, siteUrl)) return whole
    return `${whole}<span style="${BADGE}">${(people.get(n++) ?? 0).toLocaleString('en')}</span>`
  })
}
