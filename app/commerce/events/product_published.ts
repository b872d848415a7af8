import { DomainEvent } from '#core/events/domain_event'

export default class ProductPublished extends DomainEvent {
  static type = 'product.published'
  static subject = 'product'
  static isPublic = true
  static label = 'A product was put on sale'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
    },
    required: ['name'],
  }
  declare static payload: { name: string }
}
