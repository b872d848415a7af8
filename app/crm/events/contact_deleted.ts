import { DomainEvent } from '#core/events/domain_event'

export default class ContactDeleted extends DomainEvent {
  static type = 'contact.deleted'
  static subject = 'contact'
  static isPublic = true
  static label = 'Contact deleted'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
