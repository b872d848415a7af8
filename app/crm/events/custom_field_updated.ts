import { DomainEvent } from '#core/events/domain_event'

export default class CustomFieldUpdated extends DomainEvent {
  static type = 'custom_field.updated'
  static subject = 'custom_field'
  static isPublic = false
  static label = 'Field changed'
  static schema = {
    type: 'object' as const,
    properties: { entity: { type: 'string' }, key: { type: 'string' }, name: { type: 'string' } },
    required: ['entity', 'key', 'name'],
  }
  declare static payload: { entity: string; key: string; name: string }
}
