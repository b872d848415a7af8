import { LIQUID, replaceAnchors } from '#messaging/rendering/anchors'

/** Marks the links of a mail with where they were clicked; what a link says itself stays. */
export function withUtm(html: string, utm: Record<string, string | undefined>): string {
  const marks = Object.entries(utm).flatMap(([name, value]): [string, string][] =>
    value ? [[`utm_${name}`, value]] : []
  )
  if (!utm.source || marks.length === 0) return html
  return replaceAnchors(html, ({ url, hasLiquid, quote, leadingTo }) =>
    leadingTo(inHtml(hasLiquid ? markedLiquid(url, marks, quote) : marked(url, marks)))
  )
}

function marked(given: string, marks: [string, string][]): string {
  const url = new URL(given)
  for (const [name, value] of marks) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value)
  }
  return url.href
}

/** An address with Liquid in it is marked as text, before what is its fragment whatever the values are. */
function markedLiquid(url: string, marks: [string, string][], quote: string): string {
  // What Liquid says is no sign of the address itself.
  const shape = url.replace(LIQUID, (liquid) => 'x'.repeat(liquid.length))
  const end = shape.includes('#') ? shape.indexOf('#') : shape.length
  const [head, tail, headShape] = [url.slice(0, end), url.slice(end), shape.slice(0, end)]
  const missing = marks.filter(([name]) => !new RegExp(`[?&]${name}=`).test(headShape))
  if (missing.length === 0) return url
  const said = new URLSearchParams(missing).toString()
  if (headShape.includes('?')) return `${head}${/[?&]$/.test(headShape) ? '' : '&'}${said}${tail}`
  if (/^https?:/i.test(url)) return `${head}?${said}${tail}`
  // The value it begins with may have a query of its own, or be no address at all.
  const name = /^\{\{-?\s*([\w.]+)\s*[|}-]/.exec(url)?.[1]
  if (!name) return url
  const q = quote === '"' ? "'" : '"'
  const has = (sign: string) => `if ${name} contains ${q}${sign}${q}`
  return `${head}{% ${has('://')} %}{% ${has('?')} %}&{% else %}?{% endif %}${said}{% endif %}${tail}`
}

/** As an attribute; Liquid stays as it is. */
function inHtml(url: string): string {
  let at = 0
  let html = ''
  for (const { 0: liquid, index } of url.matchAll(LIQUID)) {
    html += url.slice(at, index).replaceAll('&', '&amp;') + liquid
    at = index + liquid.length
  }
  return html + url.slice(at).replaceAll('&', '&amp;')
}
