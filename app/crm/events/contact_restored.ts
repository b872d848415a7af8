import { DomainEvent } from '#core/events/domain_event'

export default class ContactRestored extends DomainEvent {
  static type = 'contact.restored'
  static subject = 'contact'
  static isPublic = true
  static label = 'Contact restored'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
