import { BaseTransformer } from '@adonisjs/core/transformers'
import type SitePage from '#site/models/site_page'

export default class SitePageTransformer extends BaseTransformer<SitePage> {
  toObject() {
    const { key, title, isWritten, updatedAt } = this.resource
    return {
      key,
      title,
      isWritten,
      path: key === 'home' ? '/' : `/${key}`,
      updatedAt: updatedAt?.toISO() ?? null,
    }
  }

  forEditor() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['bodyHtml', 'seoTitle', 'seoDescription']),
    }
  }
}
