/** Liquid in an address: what it puts out, and what it decides by. */
export const LIQUID = /\{\{(?:(?!\}\})[\s\S])*\}\}|\{%(?:(?!%\})[\s\S])*%\}/g

const ANCHOR =
  /(<a\b[^>]*?\shref\s*=\s*)(["'])((?=https?:\/\/|\{[{%])(?:\{\{(?:(?!\}\})[\s\S])*\}\}|\{%(?:(?!%\})[\s\S])*%\}|(?!\2)(?!\{[{%])[^<>])*)\2([^>]*>)([\s\S]*?<\/a>)?/gi

/** What is the reader's own: such links are not led over anything, and nothing is added to them. */
const OF_READER = /\b(?:unsubscribe_url|preferences_url|view_url)\b/

/** A link in a mail that leads to a page: with a whole address, or with one that Liquid makes for each reader. */
export type Anchor = {
  /** The element as it stands, as far as its end was found. */
  whole: string
  /** Where it leads, Liquid in it as it was written. */
  url: string
  hasLiquid: boolean
  /** What people see of it. */
  inner: string
  /** The sign around the address. */
  quote: string
  /** The element with this, as it stands in HTML, for its address. */
  leadingTo(href: string): string
}

/** Rewrites a mail's links to pages, in their order; links for the reader alone, to mailboxes and the like stay. */
export function replaceAnchors(html: string, replace: (anchor: Anchor) => string): string {
  return html.replace(
    ANCHOR,
    (whole, before: string, quote: string, href: string, after: string, inner = '') => {
      const url = href.replaceAll('&amp;', '&')
      const hasLiquid = /\{[{%]/.test(url)
      if (hasLiquid ? OF_READER.test(url) : !URL.canParse(url)) return whole
      return replace({
        ...{ whole, url, hasLiquid, inner, quote },
        leadingTo: (to) => `${before}${quote}${to}${quote}${after}${inner}`,
      })
    }
  )
}

/** Whether an address is one of our own pages for a reader or for tracking: such links are led over nothing. */
export function isReadersPage(url: string, siteUrl: string): boolean {
  const page = URL.parse(url)
  return page?.origin === URL.parse(siteUrl)?.origin && /^\/[tu](?:\/|$)/.test(page?.pathname ?? '')
}
