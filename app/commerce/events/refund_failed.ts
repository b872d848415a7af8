import { DomainEvent } from '#core/events/domain_event'

export default class RefundFailed extends DomainEvent {
  static type = 'refund.failed'
  static subject = 'order'
  static isPublic = true
  static label = 'A refund failed'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      refundId: { type: 'string' },
      amountMinor: { type: 'integer' },
      currency: { type: 'string' },
      failure: { type: ['string', 'null'] },
    },
    required: ['orderId', 'refundId', 'amountMinor', 'currency'],
  }
  declare static payload: {
    orderId: string
    refundId: string
    amountMinor: number
    currency: string
    failure: string | null
  }
}
