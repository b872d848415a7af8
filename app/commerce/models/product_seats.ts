import { compose } from '@adonisjs/core/helpers'
import { ProductSeatSchema } from '#database/schema'
import { Tenanted } from '#core/tenancy/tenanted'

/** How many seats of a product there are, sold and held. Counted by queries/seats alone. */
export default class ProductSeats extends compose(ProductSeatSchema, Tenanted) {
  static table = 'product_seats'
  static selfAssignPrimaryKey = true

  get left(): number {
    return Math.max(0, this.seatLimit - this.sold - this.held)
  }
}
