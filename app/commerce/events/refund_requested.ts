import { DomainEvent } from '#core/events/domain_event'

export default class RefundRequested extends DomainEvent {
  static type = 'refund.requested'
  static subject = 'order'
  static isPublic = true
  static label = 'A refund was asked for'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      refundId: { type: 'string' },
      amountMinor: { type: 'integer' },
      currency: { type: 'string' },
    },
    required: ['orderId', 'refundId', 'amountMinor', 'currency'],
  }
  declare static payload: {
    orderId: string
    refundId: string
    amountMinor: number
    currency: string
  }
}
