import { isReadersPage, replaceAnchors } from '#messaging/rendering/anchors'
import { trackedTag } from '#messaging/rendering/tracked_tag'
import { encodeDestination } from '#messaging/tokens'

/** A tracked link of a content: its number is its place in the list. Where Liquid makes its address, that is `url`. */
export type TrackedLink = { url: string; label: string }

export type Prepared = { html: string; links: TrackedLink[] }

/**
 * Rewrites a mail's links once for all its readers: what is personal in an address is one short word,
 * `{{ track.l0 }}`, its destination is in it already. Where Liquid makes the address of a link, the whole of it is made
 * and signed for each reader.
 */
export function prepareHtml(
  html: string,
  {
    siteUrl,
    tracksClicks,
    tracksOpens,
  }: { siteUrl: string; tracksClicks: boolean; tracksOpens: boolean }
): Prepared {
  const links: TrackedLink[] = []
  const rewritten = replaceAnchors(html, ({ whole, url, hasLiquid, inner, leadingTo }) => {
    // Its values are encoded all the same; without links to count it leads straight there.
    if (!tracksClicks) return hasLiquid ? leadingTo(trackedTag(0, url)) : whole
    if (!hasLiquid && isReadersPage(url, siteUrl)) return whole
    const n = links.push({ url, label: labelOf(inner) }) - 1
    if (hasLiquid) return leadingTo(trackedTag(n, url))
    return leadingTo(`${siteUrl}/t/c/{{ track.l${n} }}/${encodeDestination(url)}`)
  })
  const trapped = links.length > 0 ? atEnd(rewritten, trap(siteUrl)) : rewritten
  return { html: tracksOpens ? atEnd(trapped, pixel(siteUrl)) : trapped, links }
}

/** A link that no person sees: who follows it follows them all. */
function trap(siteUrl: string): string {
  return `<a href="${siteUrl}/t/c/{{ track.trap }}/${encodeDestination(siteUrl)}" aria-hidden="true" tabindex="-1" style="display:none;max-height:0;overflow:hidden"></a>`
}

function pixel(siteUrl: string): string {
  return `<img src="${siteUrl}/t/o/{{ track.open }}.gif" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`
}

function atEnd(html: string, piece: string): string {
  return /<\/body>/i.test(html) ? html.replace(/<\/body>/i, `${piece}</body>`) : html + piece
}

function labelOf(inner: string): string {
  const alt = /\balt\s*=\s*["']([^"']*)["']/i.exec(inner)?.[1]
  const text = inner
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (text || alt || '').slice(0, 120)
}
