import type { HttpContext } from '@adonisjs/core/http'
import { renderPrivately } from '#core/http/private_page'
import { rateLimit } from '#core/http/rate_limit'
import { Refusal } from '#core/http/refusal'
import { Checkout } from '#commerce/checkout'
import { Offer } from '#commerce/offer'
import Product from '#commerce/models/product'
import { isOnSale, productPath } from '#commerce/product_path'
import { checkoutValidator } from '#commerce/validators/checkout'

export default class CheckoutsController {
  /** The buy button: on to the provider's page, or to a page of ours that says what is in the way. */
  async store(ctx: HttpContext) {
    const { request, response, organization } = ctx
    const { product_id: id, currency } = await request.validateUsing(checkoutValidator)
    await rateLimit.consume(ctx, [
      rateLimit.byAddress(ctx, { name: 'checkout', requests: 30, per: '5 minutes' }),
    ])
    const product = await Product.query().where('id', id).preload('prices').firstOrFail()
    const problem = (reason: string) =>
      response
        .status(303)
        .header('Location', `/checkout/problem/${id}?reason=${reason}&currency=${currency ?? ''}`)
    response.header('Cache-Control', 'no-store')
    if (!(await isOnSale(product))) return problem('not_on_sale')
    const offer = await Offer.of(product, currency)
    if (product.isFree) return response.status(303).header('Location', `/checkout/free/${id}`)
    if (!offer.price) return problem('not_on_sale')
    try {
      const url = await new Checkout(organization, product).begin(offer.price)
      return response.status(303).header('Location', url)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return problem(error.code === 'E_SOLD_OUT' ? 'sold_out' : 'payment_page')
    }
  }

  /** Why the payment page did not open, and what to do next. */
  async show(ctx: HttpContext) {
    const product = await Product.query().where('id', ctx.params.product).firstOrFail()
    const { reason, currency } = ctx.request.qs()
    return renderPrivately(ctx, 'commerce/public/problem', {
      title: 'Checkout',
      props: {
        reason: ['sold_out', 'not_on_sale'].includes(reason) ? reason : 'payment_page',
        product: { id: product.id, name: product.name, url: await productPath(product) },
        currency: /^[A-Za-z]{3}$/.test(currency ?? '') ? currency.toUpperCase() : null,
      },
    })
  }
}
