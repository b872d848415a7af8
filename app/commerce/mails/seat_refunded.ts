import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { brandOf } from '#core/mail/brand'
import { Money } from '#core/money/money'
import Order from '#commerce/models/order'

/** The payment came when no seat was left: says so, and that the money goes back. */
export default class SeatRefundedMail extends Mail<{ orderId: string }> {
  static mailName = 'commerce/seat_refunded'

  async compose(row: OutgoingMail<{ orderId: string }>): Promise<Composed> {
    const order = await Order.query()
      .where('id', row.payload.orderId)
      .preload('lines')
      .firstOrFail()
    const brand = await brandOf(row.organization_id)
    return {
      subject: `No seat was left: ${order.lines[0].name}`,
      preheader: order.isFree ? 'We are sorry.' : 'Your money goes back in full.',
      template: 'commerce/seat_refunded',
      data: {
        name: row.to_name,
        number: order.number,
        product: order.lines[0].name,
        isFree: order.isFree,
        total: Money.of(order.totalMinor, order.currency).format(row.locale),
        url: brand.url,
      },
    }
  }
}
