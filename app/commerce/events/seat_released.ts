import { DomainEvent } from '#core/events/domain_event'

export default class SeatReleased extends DomainEvent {
  static type = 'seat.released'
  static subject = 'product'
  static isPublic = true
  static label = 'A seat is free again'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      productId: { type: 'string' },
    },
    required: ['orderId', 'productId'],
  }
  declare static payload: { orderId: string; productId: string }
}
