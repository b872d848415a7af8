import { DomainEvent } from '#core/events/domain_event'

export default class TagMerged extends DomainEvent {
  static type = 'tag.merged'
  static subject = 'tag'
  static isPublic = false
  static label = 'Tags merged'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
      intoId: { type: 'string', format: 'uuid' },
      intoName: { type: 'string' },
    },
    required: ['name', 'intoId', 'intoName'],
  }
  declare static payload: { name: string; intoId: string; intoName: string }
}
