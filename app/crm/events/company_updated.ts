import { DomainEvent } from '#core/events/domain_event'
import { CHANGES_SCHEMA, LINKS_SCHEMA, type Change, type Link } from '#crm/events/change'

export default class CompanyUpdated extends DomainEvent {
  static type = 'company.updated'
  static subject = 'company'
  static isPublic = true
  static label = 'Company details changed'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      fields: { type: 'array', items: { type: 'string' } },
      changes: CHANGES_SCHEMA,
      links: LINKS_SCHEMA,
    },
    required: ['name', 'fields'],
  }
  declare static payload: {
    name: string
    /** `name`, `city`, `custom.<key>`, ... */
    fields: string[]
    /** Before and after of what is simple enough to tell. */
    changes?: Change[]
    links?: Link[]
  }
}
