import type { HttpContext } from '@adonisjs/core/http'
import { sitemapOf } from '#site/queries/sitemap'
import { siteUrl } from '#identity/site_url'

/** What search engines ask for. */
export default class CrawlersController {
  async sitemap({ organization, response }: HttpContext) {
    response.header('Content-Type', 'application/xml; charset=utf-8')
    response.header('Cache-Control', 'public, max-age=300')
    return sitemapOf(await siteUrl(organization))
  }

  async robots({ organization, response }: HttpContext) {
    response.header('Content-Type', 'text/plain; charset=utf-8')
    response.header('Cache-Control', 'public, max-age=300')
    const closed = [
      '/admin',
      '/learn',
      '/checkout',
      '/account',
      '/login',
      '/signup',
      '/password',
      '/invitations',
    ]
    return [
      'User-agent: *',
      ...closed.map((path) => `Disallow: ${path}`),
      '',
      `Sitemap: ${await siteUrl(organization)}/sitemap.xml`,
      '',
    ].join('\n')
  }
}
