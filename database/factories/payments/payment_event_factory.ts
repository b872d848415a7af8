import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import PaymentEvent from '#payments/models/payment_event'

/** Events that wait to be applied. Need the id of a receipt. */
export const PaymentEventFactory = Factory.define(PaymentEvent, () => ({
  receiptId: 0,
  provider: 'stripe',
  account: 'install',
  eventId: `evt_test_${uuid()}`,
  type: 'checkout.session.completed',
  state: 'received',
  receivedAt: clock.now(),
})).build()
