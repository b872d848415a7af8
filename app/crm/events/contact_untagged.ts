import { DomainEvent } from '#core/events/domain_event'

export default class ContactUntagged extends DomainEvent {
  static type = 'contact.untagged'
  static subject = 'contact'
  static isPublic = true
  static label = 'Tags removed'
  static schema = {
    type: 'object' as const,
    properties: {
      tagIds: { type: 'array', items: { type: 'string', format: 'uuid' } },
      names: { type: 'array', items: { type: 'string' } },
    },
    required: ['tagIds', 'names'],
  }
  declare static payload: { tagIds: string[]; names: string[] }
}
