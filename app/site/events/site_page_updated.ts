import { DomainEvent } from '#core/events/domain_event'

export default class SitePageUpdated extends DomainEvent {
  static type = 'site_page.updated'
  static subject = 'site_page'
  static label = 'Changed a page of the site'
  static schema = {
    type: 'object' as const,
    properties: { key: { type: 'string' } },
    required: ['key'],
  }
  declare static payload: { key: string }
}
