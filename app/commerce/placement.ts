import type { DateTime } from 'luxon'
import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import type { MoneyJson } from '#core/money/money'
import { Tenant } from '#core/tenancy/tenant'
import OrderPlaced from '#commerce/events/order_placed'
import type Product from '#commerce/models/product'
import Order from '#commerce/models/order'
import OrderLine from '#commerce/models/order_line'
import SeatHold from '#commerce/models/seat_hold'
import { forgetOffer } from '#commerce/public_cache'
import { nextOrderNumber } from '#commerce/queries/orders'
import { takeSeat } from '#commerce/queries/seats'

/** One minute longer than the payment page lives. */
const HOLD_MINUTES = 31

export type PlacedOrder = {
  price: MoneyJson
  locale: string
  provider: string | null
  providerAccount: string | null
  returnTokenHash: string
}

/** The writing of an order, with its seat. */
export class Placement {
  constructor(readonly product: Product) {}

  /**
   * One short transaction: the seat first, so that who comes too late holds
   * nothing up. Throws a Refusal (E_SOLD_OUT).
   */
  async place(placed: PlacedOrder): Promise<Order> {
    const { product } = this
    const now = clock.now()
    return db.transaction(async (trx) => {
      const seat = await takeSeat(product.id, 'held', trx)
      if (seat === 'full') {
        throw new Refusal('All seats are taken.', { code: 'E_SOLD_OUT', status: 409 })
      }
      const expiresAt = now.plus({ minutes: HOLD_MINUTES })
      const number = await nextOrderNumber(trx)
      const order = await Order.create(
        { ...this.#row(placed, now, expiresAt), number },
        { client: trx }
      )
      await OrderLine.create(this.#line(order, now), { client: trx })
      if (seat === 'taken') {
        await SeatHold.create(
          { productId: product.id, orderId: order.id, state: 'held', expiresAt, createdAt: now },
          { client: trx }
        )
        forgetOffer(product.id, trx)
      }
      await OrderPlaced.record(
        {
          organizationId: Tenant.id(),
          subjectId: order.id,
          payload: { ...order.facts, productIds: [product.id] },
        },
        trx
      )
      return order
    })
  }

  #row(placed: PlacedOrder, now: DateTime, expiresAt: DateTime) {
    return {
      id: uuid(),
      status: 'pending',
      locale: placed.locale,
      currency: placed.price.currency,
      totalMinor: placed.price.minor,
      refundedMinor: 0,
      provider: placed.provider,
      providerAccount: placed.providerAccount,
      returnTokenHash: placed.returnTokenHash,
      expiresAt,
      createdAt: now,
    }
  }

  #line(order: Order, now: DateTime) {
    return {
      orderId: order.id,
      productId: this.product.id,
      name: this.product.name,
      quantity: 1,
      unitMinor: order.totalMinor,
      totalMinor: order.totalMinor,
      createdAt: now,
    }
  }
}
