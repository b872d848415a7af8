import { compose } from '@adonisjs/core/helpers'
import { SeatHoldSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

/** A seat that an order keeps, holds or gave back. */
export default class SeatHold extends compose(SeatHoldSchema, Tenanted, WithId) {
  static table = 'seat_holds'
}
