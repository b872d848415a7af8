import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { Money } from '#core/money/money'
import Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import Refund from '#commerce/models/refund'

/** Money went back to the buyer; says what becomes of the access. */
export default class RefundMail extends Mail<{ refundId: string }> {
  static mailName = 'commerce/refund'

  async compose(row: OutgoingMail<{ refundId: string }>): Promise<Composed | null> {
    const refund = await Refund.query().where('id', row.payload.refundId).first()
    if (!refund?.isEffective) return null
    const order = await Order.query().where('id', refund.orderId).preload('lines').firstOrFail()
    const product = await Product.query().where('id', order.lines[0].productId).firstOrFail()
    const amount = Money.of(refund.amountMinor, refund.currency).format(row.locale)
    return {
      subject: `Refund of ${amount} for order ${order.number}`,
      preheader: 'It reaches your account within five to ten days.',
      template: 'commerce/refund',
      data: {
        name: row.to_name,
        number: order.number,
        product: order.lines[0].name,
        amount,
        isFull: order.status === 'refunded',
        policy: product.refundPolicy,
      },
    }
  }
}
