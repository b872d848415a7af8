import type { HttpContext } from '@adonisjs/core/http'
import Product from '#commerce/models/product'
import ProductPolicy from '#commerce/policies/product_policy'

export default class PublicationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const product = await Product.query().where('id', params.product_id).firstOrFail()
    await bouncer.with(ProductPolicy).authorize('publish')
    await product.publish()
    session.flash('success', `${product.name} is on sale`)
    return response.redirect(`/admin/products/${product.id}/edit`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const product = await Product.query().where('id', params.product_id).firstOrFail()
    await bouncer.with(ProductPolicy).authorize('publish')
    await product.unpublish()
    session.flash('success', `${product.name} is off sale. Buyers keep their access`)
    return response.redirect(`/admin/products/${product.id}/edit`)
  }
}
