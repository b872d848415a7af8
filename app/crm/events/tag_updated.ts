import { DomainEvent } from '#core/events/domain_event'

export default class TagUpdated extends DomainEvent {
  static type = 'tag.updated'
  static subject = 'tag'
  static isPublic = false
  static label = 'Tag changed'
  static schema = {
    type: 'object' as const,
    properties: { name: { type: 'string' }, fields: { type: 'array', items: { type: 'string' } } },
    required: ['name', 'fields'],
  }
  declare static payload: { name: string; fields: string[] }
}
