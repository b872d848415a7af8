import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import OrderLine from '#commerce/models/order_line'

/** Needs a tenant in context, an order and a product. */
export const OrderLineFactory = Factory.define(OrderLine, () => ({
  orderId: uuid(),
  productId: uuid(),
  name: 'Rabbits for beginners',
  quantity: 1,
  unitMinor: 4900,
  totalMinor: 4900,
  createdAt: clock.now(),
})).build()
