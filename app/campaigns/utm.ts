const ANCHOR = /(<a\b[^>]*?\shref\s*=\s*)(["'])(https?:\/\/[^"'<>]*?)\2/gi

/** Marks the links of a mail with where they were clicked; what a link says itself stays. */
export function withUtm(html: string, utm: Record<string, string | undefined>): string {
  const marks = Object.entries(utm).filter(([, value]) => value)
  if (!utm.source || marks.length === 0) return html
  return html.replace(ANCHOR, (all, before: string, quote: string, href: string) => {
    const given = href.replaceAll('&amp;', '&')
    // An address with Liquid in it is not known before it is filled.
    if (/\{[{%]/.test(given) || !URL.canParse(given)) return all
    const url = new URL(given)
    for (const [name, value] of marks) {
      if (!url.searchParams.has(`utm_${name}`)) url.searchParams.set(`utm_${name}`, value!)
    }
    return `${before}${quote}${url.href.replaceAll('&', '&amp;')}${quote}`
  })
}
