import { DomainEvent } from '#core/events/domain_event'

export default class ContactUnmerged extends DomainEvent {
  static type = 'contact.unmerged'
  static subject = 'contact'
  static isPublic = true
  static label = 'Merge was undone'
  static schema = {
    type: 'object' as const,
    properties: {
      mergeId: { type: 'string' },
      otherId: { type: 'string' },
      name: { type: 'string' },
      kept: { type: 'array', items: { type: 'string' } },
    },
    required: ['mergeId', 'otherId', 'name', 'kept'],
  }
  declare static payload: { mergeId: string; otherId: string; name: string; kept: string[] }
}
