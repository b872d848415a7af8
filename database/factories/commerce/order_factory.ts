import { randomInt } from 'node:crypto'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import { makeToken } from '#core/crypto/tokens'
import Order from '#commerce/models/order'

/** Orders whose payment page is open. Needs a tenant in context. */
export const OrderFactory = Factory.define(Order, () => ({
  number: randomInt(1_000_000, 1_000_000_000),
  status: 'pending',
  locale: 'en',
  currency: 'EUR',
  totalMinor: 4900,
  refundedMinor: 0,
  returnTokenHash: makeToken().hash,
  expiresAt: clock.now().plus({ minutes: 31 }),
}))
  .state('paid', (order) => {
    order.merge({ status: 'paid', paidAt: clock.now(), fulfilledAt: clock.now() })
  })
  .state('expired', (order) => {
    order.merge({ status: 'expired' })
  })
  .build()
