import { compose } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import { SitePageSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { purgePages, SITE } from '#core/http/public_page'
import { Tenant } from '#core/tenancy/tenant'
import { Tenanted } from '#core/tenancy/tenanted'
import SitePageUpdated from '#site/events/site_page_updated'
import { clean } from '#site/rich_text'

export const PAGE_KEYS = ['home', 'privacy', 'imprint'] as const
export type PageKey = (typeof PAGE_KEYS)[number]

const TITLES: Record<PageKey, string> = { home: 'Home', privacy: 'Privacy', imprint: 'Imprint' }

export type PageText = {
  title: string
  bodyHtml: string | null
  seoTitle?: string | null
  seoDescription?: string | null
}

/** A page that every site has: home, privacy, imprint. */
export default class SitePage extends compose(SitePageSchema, Tenanted, WithId) {
  static table = 'site_pages'

  /** The tenant's page, or an empty one that is not stored yet. */
  static async of(key: PageKey): Promise<SitePage> {
    const known = await SitePage.query().where('key', key).first()
    if (known) return known
    const page = new SitePage()
    page.key = key
    page.title = TITLES[key]
    page.bodyHtml = ''
    return page
  }

  get isWritten(): boolean {
    return this.bodyHtml !== ''
  }

  /** Saves the text, cleaned, and lets the site show it at once. */
  async write({ title, bodyHtml, seoTitle, seoDescription }: PageText): Promise<void> {
    await db.transaction(async (trx) => {
      this.useTransaction(trx)
      this.title = title
      this.bodyHtml = clean(bodyHtml ?? '')
      this.seoTitle = seoTitle ?? null
      this.seoDescription = seoDescription ?? null
      await this.save()
      await SitePageUpdated.record(
        { organizationId: Tenant.id(), subjectId: this.id, payload: { key: this.key } },
        trx
      )
      trx.after('commit', () => purgePages([SITE]))
    })
  }
}
