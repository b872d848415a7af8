import Factory from '@adonisjs/lucid/factories'
import SitePage from '#site/models/site_page'

/** A written privacy page. Needs a tenant in context. */
export const SitePageFactory = Factory.define(SitePage, () => ({
  key: 'privacy',
  title: 'Privacy',
  bodyHtml: '<p>We keep little.</p>',
  seoTitle: null,
  seoDescription: null,
})).build()
