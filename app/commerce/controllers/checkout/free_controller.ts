import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { normalizeEmail } from '#core/email_address'
import { renderPrivately } from '#core/http/private_page'
import { rateLimit } from '#core/http/rate_limit'
import { joinFree } from '#commerce/free_checkout'
import Product from '#commerce/models/product'
import { isOnSale, productPath } from '#commerce/product_path'
import { freeCheckoutValidator } from '#commerce/validators/checkout'

export default class FreeController {
  async show(ctx: HttpContext) {
    const product = await this.#find(ctx)
    return renderPrivately(ctx, 'commerce/public/free', {
      title: product.name,
      props: {
        product: { id: product.id, name: product.name, url: await productPath(product) },
        sentTo: ctx.session.flashMessages.get('freeSentTo') ?? null,
        errors: ctx.session.flashMessages.get('inputErrorsBag') ?? {},
        old: {
          name: ctx.session.flashMessages.get('name') ?? '',
          email: ctx.session.flashMessages.get('email') ?? '',
        },
        csrfToken: ctx.request.csrfToken,
      },
    })
  }

  /** The address is not proven: the way in goes by mail alone. */
  async store(ctx: HttpContext) {
    const product = await this.#find(ctx)
    const buyer = await ctx.request.validateUsing(freeCheckoutValidator)
    await rateLimit.consume(ctx, [
      rateLimit.byAddress(ctx, { name: 'free-address', requests: 20, per: '1 hour' }),
      {
        name: 'free-email',
        key: `${ctx.organization.id}:${normalizeEmail(buyer.email)}`,
        requests: 5,
        per: '1 hour',
      },
    ])
    await joinFree(ctx.organization, product, buyer)
    ctx.session.flash('freeSentTo', buyer.email)
    return ctx.response.redirect(`/checkout/free/${product.id}`)
  }

  async #find({ params }: HttpContext): Promise<Product> {
    const product = await Product.query().where({ id: params.product, isFree: true }).firstOrFail()
    if (await isOnSale(product)) return product
    throw new Exception('This is not on sale', { status: 404, code: 'E_ROW_NOT_FOUND' })
  }
}
