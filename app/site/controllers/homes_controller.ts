import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import { publicPages } from '#core/registry/public_pages'
import SitePage from '#site/models/site_page'

/** The front page of an organization's site. */
export default class HomesController {
  async show(ctx: HttpContext) {
    const { organization } = ctx
    const page = await SitePage.of('home')
    const sections = await Promise.all(publicPages.all().map((pages) => pages.home?.() ?? null))
    return renderPublic(
      ctx,
      'site/public/home',
      { intro: page.bodyHtml, sections: sections.filter((section) => section !== null) },
      {
        tags: ['site', 'courses', 'products'],
        seo: {
          title: page.seoTitle ?? organization.name,
          description: page.seoDescription ?? organization.tagline,
          canonical: '/',
          jsonLd: {
            '@context': 'https://schema.org',
            '@type': 'Organization',
            'name': organization.name,
          },
        },
      }
    )
  }
}
