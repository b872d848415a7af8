import { DomainEvent } from '#core/events/domain_event'

export default class OrderRefunded extends DomainEvent {
  static type = 'order.refunded'
  static subject = 'order'
  static isPublic = true
  static label = 'Money went back to a buyer'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      refundId: { type: 'string' },
      amountMinor: { type: 'integer' },
      currency: { type: 'string' },
      isFull: { type: 'boolean' },
    },
    required: ['orderId', 'refundId', 'amountMinor', 'currency', 'isFull'],
  }
  declare static payload: {
    orderId: string
    refundId: string
    amountMinor: number
    currency: string
    isFull: boolean
  }
}
