import { DomainEvent } from '#core/events/domain_event'

export default class OrderProcessing extends DomainEvent {
  static type = 'order.processing'
  static subject = 'order'
  static isPublic = true
  static label = 'A bank works on a payment'
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
