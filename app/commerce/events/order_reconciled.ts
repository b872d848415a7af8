import { DomainEvent } from '#core/events/domain_event'

export default class OrderReconciled extends DomainEvent {
  static type = 'order.reconciled'
  static subject = 'order'
  static isPublic = true
  static label = 'Reconciliation repaired an order'
  static schema = {
    type: 'object' as const,
    properties: {
      orderId: { type: 'string' },
      repaired: { type: 'array', items: { type: 'string' } },
    },
    required: ['orderId', 'repaired'],
  }
  declare static payload: { orderId: string; repaired: string[] }
}
