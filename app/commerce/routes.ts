import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Checkouts = () => import('#commerce/controllers/checkouts_controller')
const Free = () => import('#commerce/controllers/checkout/free_controller')
const Returns = () => import('#commerce/controllers/checkout/returns_controller')
const PublicProducts = () => import('#commerce/controllers/public_products_controller')
const Products = () => import('#commerce/controllers/products_controller')
const Publications = () => import('#commerce/controllers/products/publications_controller')
const Archivals = () => import('#commerce/controllers/products/archivals_controller')
const Orders = () => import('#commerce/controllers/orders_controller')
const Refunds = () => import('#commerce/controllers/orders/refunds_controller')
const Receipts = () => import('#commerce/controllers/orders/receipts_controller')

const uuid = router.matchers.uuid()

router
  .group(() => {
    router.post('checkout', [Checkouts, 'store']).as('store').use(middleware.sameOrigin())
    router.get('checkout/problem/:product', [Checkouts, 'show']).as('problem')
    router.get('checkout/return/:order/status', [Returns, 'status']).as('return.status')
    router
      .group(() => {
        router.get('free/:product', [Free, 'show']).as('free')
        router.post('free/:product', [Free, 'store']).as('free.store')
        router.get('return/:order', [Returns, 'show']).as('return')
        router.post('return/:order/enter', [Returns, 'enter']).as('return.enter')
      })
      .prefix('checkout')
      .use(middleware.web())
    router.get('products', [PublicProducts, 'index']).as('products')
    router
      .get('products/:slug', [PublicProducts, 'show'])
      .as('product')
      .where('slug', router.matchers.slug())
  })
  .as('checkout')
  .where('product', uuid)
  .where('order', uuid)
  .use(middleware.site())

router
  .group(() => {
    router.resource('products', Products).only(['index', 'store', 'edit', 'update'])
    router
      .group(() => {
        router.post('publication', [Publications, 'store']).as('publication.store')
        router.delete('publication', [Publications, 'destroy']).as('publication.destroy')
        router.post('archival', [Archivals, 'store']).as('archival.store')
        router.delete('archival', [Archivals, 'destroy']).as('archival.destroy')
      })
      .prefix('products/:product_id')
      .as('products')
    router.resource('orders', Orders).only(['index', 'show'])
    router.post('orders/:order_id/refunds', [Refunds, 'store']).as('orders.refunds.store')
    router.post('orders/:order_id/receipts', [Receipts, 'store']).as('orders.receipts.store')
  })
  .prefix('admin')
  .as('commerce')
  .where('id', uuid)
  .where('product_id', uuid)
  .where('order_id', uuid)
  .use([middleware.web(), middleware.staff()])
