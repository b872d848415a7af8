import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Refund from '#commerce/models/refund'

/** Refunds that are owed. Needs a tenant in context, an order and a payment. */
export const RefundFactory = Factory.define(Refund, () => ({
  orderId: uuid(),
  provider: 'stripe',
  amountMinor: 4900,
  currency: 'EUR',
  status: 'requested',
  reason: 'Asked for',
  dueAt: clock.now(),
  createdAt: clock.now(),
})).build()
