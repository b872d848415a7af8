import { DomainEvent } from '#core/events/domain_event'

export default class TagCreated extends DomainEvent {
  static type = 'tag.created'
  static subject = 'tag'
  static isPublic = false
  static label = 'Tag made'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' } },
    required: ['name'],
  }
  declare static payload: { name: string }
}
