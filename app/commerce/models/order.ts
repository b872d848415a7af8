import { compose } from '@adonisjs/core/helpers'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { OrderSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import Contact from '#crm/models/contact'
import OrderLine from '#commerce/models/order_line'
import Payment from '#commerce/models/payment'
import Refund from '#commerce/models/refund'
import { Findable } from '#commerce/models/order/findable'
import { Returning } from '#commerce/models/order/returning'
import { Transitioning } from '#commerce/models/order/transitioning'

/** What somebody buys: begun at the checkout, paid when a provider says so. */
export default class Order extends compose(
  OrderSchema,
  Tenanted,
  WithId,
  Findable,
  Returning,
  Transitioning
) {
  static table = 'orders'

  @hasMany(() => OrderLine)
  declare lines: HasMany<typeof OrderLine>

  @hasMany(() => Payment)
  declare payments: HasMany<typeof Payment>

  @hasMany(() => Refund)
  declare refunds: HasMany<typeof Refund>

  @belongsTo(() => Contact)
  declare contact: BelongsTo<typeof Contact>
}
