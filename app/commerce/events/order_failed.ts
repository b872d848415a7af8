import { DomainEvent } from '#core/events/domain_event'

export default class OrderFailed extends DomainEvent {
  static type = 'order.failed'
  static subject = 'order'
  static isPublic = true
  static label = 'A payment failed'
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
