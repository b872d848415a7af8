import { DomainEvent } from '#core/events/domain_event'

export default class ProductUpdated extends DomainEvent {
  static type = 'product.updated'
  static subject = 'product'
  static isPublic = true
  static label = 'A product was changed'
  static schema = {
    type: 'object' as const,
    properties: {
      changed: { type: 'array', items: { type: 'string' } },
    },
    required: ['changed'],
  }
  declare static payload: { changed: string[] }
}
