import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import ProductPrice from '#commerce/models/product_price'

/** Needs a tenant in context and a product. */
export const ProductPriceFactory = Factory.define(ProductPrice, () => ({
  productId: uuid(),
  currency: 'EUR',
  amountMinor: 4900,
  archivedAt: null,
  createdAt: clock.now(),
})).build()
