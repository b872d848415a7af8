import { DomainEvent } from '#core/events/domain_event'

export default class OrderExpired extends DomainEvent {
  static type = 'order.expired'
  static subject = 'order'
  static isPublic = true
  static label = 'A checkout was not finished'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      number: { type: 'integer' },
      totalMinor: { type: 'integer' },
      currency: { type: 'string' },
    },
    required: ['orderId', 'number', 'totalMinor', 'currency'],
  }
  declare static payload: { orderId: string; number: number; totalMinor: number; currency: string }
}
