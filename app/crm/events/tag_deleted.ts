import { DomainEvent } from '#core/events/domain_event'

export default class TagDeleted extends DomainEvent {
  static type = 'tag.deleted'
  static subject = 'tag'
  static isPublic = false
  static label = 'Tag deleted'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      contacts: { type: 'integer' },
      companies: { type: 'integer' },
    },
    required: ['name', 'contacts', 'companies'],
  }
  declare static payload: { name: string; contacts: number; companies: number }
}
