import { DomainEvent } from '#core/events/domain_event'

export default class SeatMissed extends DomainEvent {
  static type = 'seat.missed'
  static subject = 'order'
  static isPublic = true
  static label = 'A payment came when no seat was left'
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
