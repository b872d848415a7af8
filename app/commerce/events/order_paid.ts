import { DomainEvent } from '#core/events/domain_event'

export default class OrderPaid extends DomainEvent {
  static type = 'order.paid'
  static subject = 'order'
  static isPublic = true
  static label = 'An order was paid'
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
