import type { HttpContext } from '@adonisjs/core/http'
import { keysetPage } from '#core/http/keyset'
import Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import OrderPolicy from '#commerce/policies/order_policy'
import OrderTransformer from '#commerce/transformers/order_transformer'
import { orderRecord } from '#commerce/transformers/order_record'
import { orderFiltersValidator } from '#commerce/validators/order'

export default class OrdersController {
  async index({ bouncer, inertia, request }: HttpContext) {
    await bouncer.with(OrderPolicy).authorize('read')
    const { cursor, ...filters } = await request.validateUsing(orderFiltersValidator)
    const query = Order.query().preload('lines')
    query.withScopes((scopes) =>
      scopes.matching({ ...filters, search: filters.q, productId: filters.product })
    )
    const page = await keysetPage(query, {
      columns: [
        ['orders.created_at', 'desc'],
        ['orders.id', 'desc'],
      ],
      cursor,
      scope: `orders:${JSON.stringify(filters)}`,
    })
    const products = await Product.query().select('id', 'name').orderBy('name').limit(200)
    return inertia.render('commerce/orders/index', {
      orders: page.rows.map((order) => new OrderTransformer(order).toObject()),
      next: page.next,
      previous: page.previous,
      filters,
      products: products.map(({ id, name }) => ({ id, name })),
    })
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    const order = await Order.query().where('id', params.id).preload('lines').firstOrFail()
    await bouncer.with(OrderPolicy).authorize('read')
    return inertia.render('commerce/orders/show', await orderRecord(order, staff))
  }
}
