import { DomainEvent } from '#core/events/domain_event'

export default class ProductArchived extends DomainEvent {
  static type = 'product.archived'
  static subject = 'product'
  static isPublic = true
  static label = 'A product was archived'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
    },
    required: ['name'],
  }
  declare static payload: { name: string }
}
