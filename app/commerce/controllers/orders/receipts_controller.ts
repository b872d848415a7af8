import type { HttpContext } from '@adonisjs/core/http'
import Order from '#commerce/models/order'
import OrderPolicy from '#commerce/policies/order_policy'
import { resendReceipt } from '#commerce/receipts'

export default class ReceiptsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const order = await Order.query().where('id', params.order_id).firstOrFail()
    await bouncer.with(OrderPolicy).authorize('resend')
    await resendReceipt(order)
    session.flash('success', `The receipt goes to ${order.email} once more`)
    return response.redirect(`/admin/orders/${order.id}`)
  }
}
