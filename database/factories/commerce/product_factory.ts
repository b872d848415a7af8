import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Product from '#commerce/models/product'

/** Drafts that grant nothing. Needs a tenant in context. */
export const ProductFactory = Factory.define(Product, () => ({
  name: 'Rabbits for beginners',
  slug: `product-${uuid().slice(-12)}`,
  description: null,
  coverFileId: null,
  status: 'draft',
  isFree: false,
  accessDays: null,
  refundPolicy: 'revoke',
  publishedAt: null,
}))
  .state('published', (product) => {
    product.merge({ status: 'published', publishedAt: clock.now() })
  })
  .state('archived', (product) => {
    product.merge({ status: 'archived' })
  })
  .state('free', (product) => {
    product.merge({ isFree: true })
  })
  .build()
