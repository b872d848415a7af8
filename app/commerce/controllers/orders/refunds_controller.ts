import type { HttpContext } from '@adonisjs/core/http'
import Order from '#commerce/models/order'
import OrderPolicy from '#commerce/policies/order_policy'
import { refundOrder } from '#commerce/refunding'
import { refundValidator } from '#commerce/validators/order'

export default class RefundsController {
  async store({ bouncer, params, request, response, session, staff }: HttpContext) {
    const order = await Order.query().where('id', params.order_id).firstOrFail()
    await bouncer.with(OrderPolicy).authorize('refund')
    const { amountMinor, reason } = await request.validateUsing(refundValidator)
    await refundOrder(order.id, { amountMinor, reason, requestedBy: staff.user.id })
    session.flash('success', `The refund of order ${order.number} is on its way`)
    return response.redirect(`/admin/orders/${order.id}`)
  }
}
