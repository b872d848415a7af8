import { DomainEvent } from '#core/events/domain_event'

export default class OrderFlagged extends DomainEvent {
  static type = 'order.flagged'
  static subject = 'order'
  static isPublic = true
  static label = 'An order needs a look'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      number: { type: 'integer' },
      note: { type: 'string' },
    },
    required: ['orderId', 'number', 'note'],
  }
  declare static payload: { orderId: string; number: number; note: string }
}
