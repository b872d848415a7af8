import { DomainEvent } from '#core/events/domain_event'

export default class ContactMerged extends DomainEvent {
  static type = 'contact.merged'
  static subject = 'contact'
  static isPublic = true
  static label = 'Was merged with a duplicate'
  static schema = {
    type: 'object' as const,
    properties: {
      mergeId: { type: 'string' },
      loserId: { type: 'string' },
      name: { type: 'string' },
      moved: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    required: ['mergeId', 'loserId', 'name', 'moved'],
  }
  declare static payload: {
    mergeId: string
    loserId: string
    name: string
    moved: Record<string, number>
  }
}
