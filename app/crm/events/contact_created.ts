import { DomainEvent } from '#core/events/domain_event'

export default class ContactCreated extends DomainEvent {
  static type = 'contact.created'
  static subject = 'contact'
  static isPublic = true
  static label = 'Became a contact'
  static schema = {
    type: 'object' as const,
    properties: { source: { type: 'string' } },
    required: ['source'],
  }
  declare static payload: { source: string }
}
