import { compose } from '@adonisjs/core/helpers'
import { OrderLineSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** One product of an order, with its name and price as they were. */
export default class OrderLine extends compose(OrderLineSchema, Tenanted, WithId) {
  static table = 'order_lines'
}
