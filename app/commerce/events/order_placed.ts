import { DomainEvent } from '#core/events/domain_event'

export default class OrderPlaced extends DomainEvent {
  static type = 'order.placed'
  static subject = 'order'
  static isPublic = true
  static label = 'Somebody began to buy'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      number: { type: 'integer' },
      totalMinor: { type: 'integer' },
      currency: { type: 'string' },
      productIds: { type: 'array', items: { type: 'string' } },
    },
    required: ['orderId', 'number', 'totalMinor', 'currency', 'productIds'],
  }
  declare static payload: {
    orderId: string
    number: number
    totalMinor: number
    currency: string
    productIds: string[]
  }
}
