import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import ProductSeats from '#commerce/models/product_seats'

/** Ten seats, all free. Needs a tenant in context and a product. */
export const ProductSeatsFactory = Factory.define(ProductSeats, () => ({
  productId: uuid(),
  seatLimit: 10,
  sold: 0,
  held: 0,
})).build()
