import { DomainEvent } from '#core/events/domain_event'

export default class ProductUnpublished extends DomainEvent {
  static type = 'product.unpublished'
  static subject = 'product'
  static isPublic = true
  static label = 'A product was taken off sale'
  static schema = {
    type: 'object' as const,
    properties: {
      name: { type: 'string' },
    },
    required: ['name'],
  }
  declare static payload: { name: string }
}
