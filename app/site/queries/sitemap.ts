import { publicPages, type SitemapEntry } from '#core/registry/public_pages'
import SitePage from '#site/models/site_page'

/** The sitemap of the tenant's site, as XML (sitemaps.org 0.9). */
export async function sitemapOf(origin: string): Promise<string> {
  const pages = await SitePage.query().whereNot('bodyHtml', '').whereNot('key', 'home')
  const entries: SitemapEntry[] = [
    { path: '/', updatedAt: new Date() },
    ...pages.map((page) => ({ path: `/${page.key}`, updatedAt: page.updatedAt.toJSDate() })),
    ...(await Promise.all(publicPages.all().map((part) => part.sitemap?.() ?? []))).flat(),
  ]
  const urls = entries.map(
    ({ path, updatedAt }) =>
      `  <url><loc>${escapeXml(origin + path)}</loc><lastmod>${updatedAt.toISOString().slice(0, 10)}</lastmod></url>`
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
