import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Payment from '#commerce/models/payment'

/** Needs a tenant in context and an order. */
export const PaymentFactory = Factory.define(Payment, () => ({
  orderId: uuid(),
  provider: 'stripe',
  providerRef: `pi_test_${uuid()}`,
  amountMinor: 4900,
  currency: 'EUR',
  method: 'card',
  capturedAt: clock.now(),
  createdAt: clock.now(),
})).build()
