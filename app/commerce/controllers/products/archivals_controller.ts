import type { HttpContext } from '@adonisjs/core/http'
import Product from '#commerce/models/product'
import ProductPolicy from '#commerce/policies/product_policy'

export default class ArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const product = await Product.query().where('id', params.product_id).firstOrFail()
    await bouncer.with(ProductPolicy).authorize('publish')
    await product.archive()
    session.flash('success', `${product.name} is archived. Buyers keep their access`)
    return response.redirect('/admin/products')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const product = await Product.query().where('id', params.product_id).firstOrFail()
    await bouncer.with(ProductPolicy).authorize('publish')
    await product.unpublish()
    session.flash('success', `${product.name} is a draft again`)
    return response.redirect(`/admin/products/${product.id}/edit`)
  }
}
