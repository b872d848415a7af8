import { scanHtml } from '#messaging/templates/check/scan_html'
import type { Finding } from '#messaging/templates/check/check_mail'

/** Addresses that a mail's links lead to, each once, those with variables left out. */
export function addressesIn(html: string): string[] {
  const found = new Set<string>()
  for (const piece of scanHtml(html)) {
    if (piece.kind !== 'open' || piece.name !== 'a') continue
    const href = piece.attributes.href?.trim() ?? ''
    if (/^https?:\/\//i.test(href) && !/\{[{%]/.test(href)) found.add(href)
  }
  return [...found]
}

/** Links that lead nowhere, or over a way that anybody can read. */
export function* checkLinks(html: string): Generator<Finding> {
  const said = new Set<string>()
  for (const piece of scanHtml(html)) {
    if (piece.kind !== 'open' || piece.name !== 'a') continue
    const { href, name, id } = piece.attributes
    const finding = faultOf(href?.trim(), Boolean(name ?? id))
    if (!finding || said.has(`${finding.code} ${finding.excerpt}`)) continue
    said.add(`${finding.code} ${finding.excerpt}`)
    yield finding
  }
}

function faultOf(href: string | undefined, isAnchor: boolean): Finding | null {
  if (!href || href === '#') {
    if (isAnchor && href === undefined) return null
    return {
      code: 'empty_link',
      severity: 'warning',
      title: 'A link leads nowhere',
      advice: 'Give it an address, or take it off.',
      excerpt: href,
    }
  }
  if (/\{[{%]/.test(href) || /^(mailto|tel|sms):|^#/i.test(href)) return null
  if (/^http:\/\//i.test(href)) {
    return {
      code: 'plain_http',
      severity: 'warning',
      title: 'A link is not encrypted',
      advice: 'Browsers warn of http://. Use https:// where the site has it.',
      excerpt: href.slice(0, 160),
    }
  }
  if (URL.canParse(href)) return null
  return {
    code: 'broken_link',
    severity: 'error',
    title: 'A link is no whole address',
    advice: 'In a mail every address begins with https://.',
    excerpt: href.slice(0, 160),
  }
}
