import { DomainEvent } from '#core/events/domain_event'
import { CHANGES_SCHEMA, LINKS_SCHEMA, type Change, type Link } from '#crm/events/change'

export default class ContactUpdated extends DomainEvent {
  static type = 'contact.updated'
  static subject = 'contact'
  static isPublic = true
  static label = 'Contact details changed'
  static schema = {
    type: 'object' as const,
    properties: {
      fields: { type: 'array', items: { type: 'string' } },
      changes: CHANGES_SCHEMA,
      links: LINKS_SCHEMA,
    },
    required: ['fields'],
  }
  declare static payload: {
    /** `firstName`, `emails`, `companies`, `custom.<key>`, ... */
    fields: string[]
    /** Before and after of what is simple enough to tell. */
    changes?: Change[]
    links?: Link[]
  }
}
