import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import SeatHold from '#commerce/models/seat_hold'

/** Needs a tenant in context, a product and an order. */
export const SeatHoldFactory = Factory.define(SeatHold, () => ({
  productId: uuid(),
  orderId: uuid(),
  state: 'held',
  expiresAt: clock.now().plus({ minutes: 31 }),
  createdAt: clock.now(),
})).build()
