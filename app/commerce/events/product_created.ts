import { DomainEvent } from '#core/events/domain_event'

export default class ProductCreated extends DomainEvent {
  static type = 'product.created'
  static subject = 'product'
  static isPublic = true
  static label = 'A product was made'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
    },
    required: ['name'],
  }
  declare static payload: { name: string }
}
