import type { HttpContext } from '@adonisjs/core/http'
import SitePage, { PAGE_KEYS } from '#site/models/site_page'
import SitePagePolicy from '#site/policies/site_page_policy'
import SitePageTransformer from '#site/transformers/site_page_transformer'
import { sitePageValidator } from '#site/validators/site_page'
import { siteUrl } from '#identity/site_url'

/** The pages that every site has, in the admin. */
export default class SitePagesController {
  async index({ bouncer, inertia, organization }: HttpContext) {
    await bouncer.with(SitePagePolicy).authorize('read')
    const pages = await Promise.all(PAGE_KEYS.map((key) => SitePage.of(key)))
    return inertia.render('site/pages/index', {
      pages: SitePageTransformer.transform(pages),
      siteUrl: await siteUrl(organization),
    })
  }

  async edit({ bouncer, inertia, organization, params, staff }: HttpContext) {
    await bouncer.with(SitePagePolicy).authorize('read')
    return inertia.render('site/pages/edit', {
      page: SitePageTransformer.transform(await SitePage.of(params.key)).useVariant('forEditor'),
      siteUrl: await siteUrl(organization),
      can: { update: staff.can('pages:update') },
    })
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    await bouncer.with(SitePagePolicy).authorize('update')
    const page = await SitePage.of(params.key)
    await page.write(await request.validateUsing(sitePageValidator))
    session.flash('success', `${page.title} is saved and on the site`)
    return response.redirect(`/admin/pages/${page.key}`)
  }
}
