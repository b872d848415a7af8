import { compose } from '@adonisjs/core/helpers'
import { PaymentSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** Money that came in for an order. */
export default class Payment extends compose(PaymentSchema, Tenanted, WithId) {
  static table = 'payments'
}
