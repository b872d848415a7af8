import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import SitePage, { type PageKey } from '#site/models/site_page'

/** Privacy and imprint. A page that nobody wrote yet does not exist. */
export default class LegalPagesController {
  async show(ctx: HttpContext) {
    const key = ctx.route!.pattern.slice(1) as PageKey
    const page = await SitePage.of(key)
    if (!page.isWritten)
      throw new Exception('This page is not published yet', {
        status: 404,
        code: 'E_ROUTE_NOT_FOUND',
      })
    return renderPublic(
      ctx,
      'site/public/text',
      { title: page.title, bodyHtml: page.bodyHtml },
      {
        tags: ['site'],
        seo: {
          title: page.seoTitle ?? page.title,
          description: page.seoDescription,
          canonical: `/${key}`,
        },
      }
    )
  }
}
