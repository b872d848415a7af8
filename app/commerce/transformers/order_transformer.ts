import { BaseTransformer } from '@adonisjs/core/transformers'
import type Order from '#commerce/models/order'

/** An order in a list. Needs its lines loaded. */
export default class OrderTransformer extends BaseTransformer<Order> {
  toObject() {
    const order = this.resource
    return {
      id: order.id,
      number: order.number,
      status: order.status,
      email: order.email,
      name: order.name,
      product: order.lines.map((line) => line.name).join(', '),
      total: { minor: order.totalMinor, currency: order.currency },
      refunded: { minor: order.refundedMinor, currency: order.currency },
      needsLook: order.isOpen && order.note !== null,
      createdAt: order.createdAt.toISO()!,
    }
  }
}
