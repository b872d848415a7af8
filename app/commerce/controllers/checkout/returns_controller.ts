import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { renderPrivately } from '#core/http/private_page'
import { clientOf } from '#access/middleware/client_middleware'
import { openPortal } from '#access/portal/portal_session'
import { Entrance } from '#commerce/entrance'
import { lookAgain } from '#commerce/look_again'
import Order from '#commerce/models/order'
import { returnPage, stateOf } from '#commerce/transformers/return_page'

/** Where the provider sends the buyer back to. The token in the address is all that proves it is them. */
export default class ReturnsController {
  async show(ctx: HttpContext) {
    const order = await this.#find(ctx, ctx.request.qs().token)
    const fresh = await lookAgain(order)
    const client = await clientOf(ctx)
    return renderPrivately(ctx, 'commerce/public/return', {
      title: 'Your order',
      props: {
        ...(await returnPage(fresh, { clientId: client?.contact.id ?? null })),
        token: ctx.request.qs().token,
        csrfToken: ctx.request.csrfToken,
      },
    })
  }

  /** What the page asks until it knows. */
  async status(ctx: HttpContext) {
    const order = await this.#find(ctx, ctx.request.qs().token)
    ctx.response.header('Cache-Control', 'private, no-store')
    return { state: stateOf(await lookAgain(order)) }
  }

  /** Lets the browser of the purchase in, once, where nobody else can be meant by the address. */
  async enter(ctx: HttpContext) {
    const token = ctx.request.input('token')
    const order = await this.#find(ctx, token)
    const contactId = await new Entrance(order).use()
    if (!contactId) return ctx.response.redirect(`/checkout/return/${order.id}?token=${token}`)
    await openPortal(ctx, { contactId, link: null })
    ctx.inertia.clearHistory()
    return ctx.response.redirect('/learn')
  }

  async #find({ params }: HttpContext, token: unknown): Promise<Order> {
    const order = await Order.query().where('id', params.order).first()
    if (order?.isReturnedWith(token)) return order
    throw new Exception('There is no such order', { status: 404, code: 'E_ROW_NOT_FOUND' })
  }
}
