import { compose } from '@adonisjs/core/helpers'
import { PaymentEventSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'

/**
 * A line of the ledger of what payment providers told us. Its organization is
 * not known before an event of the install's account was matched with an order.
 */
export default class PaymentEvent extends compose(PaymentEventSchema, WithId) {
  static table = 'payment_events'
}
