import { DomainEvent } from '#core/events/domain_event'

export default class ContactUpdated extends DomainEvent {
  static type = 'contact.updated'
  static subject = 'contact'
  static isPublic = true
  static label = 'Contact details changed'
  static schema = {
    type: 'object' as const,
    properties: { fields: { type: 'array', items: { type: 'string' } } },
    required: ['fields'],
  }
  declare static payload: { fields: string[] }
}
