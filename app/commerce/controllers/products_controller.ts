import type { HttpContext } from '@adonisjs/core/http'
import Product from '#commerce/models/product'
import ProductPolicy from '#commerce/policies/product_policy'
import { beginProduct, reviseProduct } from '#commerce/product_editor'
import { productList } from '#commerce/queries/products'
import { productEditor } from '#commerce/transformers/product_editor'
import {
  createProductValidator,
  productFiltersValidator,
  updateProductValidator,
} from '#commerce/validators/product'

export default class ProductsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(ProductPolicy).authorize('read')
    const { q, status } = await request.validateUsing(productFiltersValidator)
    return inertia.render('commerce/products/index', {
      products: await productList({ status: status ?? null, search: q ?? null }),
      filters: { q: q ?? null, status: status ?? null },
      can: { create: staff.can('products:create') },
    })
  }

  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(ProductPolicy).authorize('create')
    const { name } = await request.validateUsing(createProductValidator)
    const product = await beginProduct(name)
    return response.redirect(`/admin/products/${product.id}/edit`)
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const product = await Product.query().where('id', params.id).preload('prices').firstOrFail()
    await bouncer.with(ProductPolicy).authorize('read')
    return inertia.render('commerce/products/edit', await productEditor(product, staff))
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const product = await Product.query().where('id', params.id).firstOrFail()
    await bouncer.with(ProductPolicy).authorize('update')
    await reviseProduct(product, await request.validateUsing(updateProductValidator))
    session.flash('success', 'Product saved')
    return response.redirect(`/admin/products/${product.id}/edit`)
  }
}
