import { publicPages, type SitemapEntry } from '#core/registry/public_pages'
import SitePage from '#site/models/site_page'

/** The sitemap of the tenant's site, as XML (sitemaps.org 0.9). */
export async function sitemapOf(origin: string): Promise<string> {
  const pages = await SitePage.query().whereNot('bodyHtml', '')
  const parts = await Promise.all(publicPages.all().map((part) => part.sitemap?.() ?? []))
  const entries: SitemapEntry[] = [
    ...pages
      .filter((page) => page.key !== 'home')
      .map((page) => ({ path: `/${page.key}`, updatedAt: page.updatedAt.toJSDate() })),
    ...parts.flat(),
  ]
  const home = pages.find((page) => page.key === 'home')
  // The home page shows the newest of everything.
  const dates = [...entries.map((entry) => entry.updatedAt), home?.updatedAt.toJSDate() ?? null]
  const newest = Math.max(0, ...dates.map((date) => date?.getTime() ?? 0))
  const urls = [
    url(`${origin}/`, newest > 0 ? new Date(newest) : null),
    ...entries.map(({ path, updatedAt }) => url(origin + path, updatedAt)),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}

function url(address: string, updatedAt: Date | null): string {
  const lastmod = updatedAt ? `<lastmod>${updatedAt.toISOString().slice(0, 10)}</lastmod>` : ''
  return `  <url><loc>${escapeXml(address)}</loc>${lastmod}</url>`
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
