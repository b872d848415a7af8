import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { brandOf } from '#core/mail/brand'
import { Money } from '#core/money/money'
import { describeSubjects } from '#access/grantables'
import { grantsFrom } from '#access/queries/fold'
import PortalLink from '#access/models/portal_link'
import Order from '#commerce/models/order'

/** What was bought, and the way in: its link is made now and opens the portal once within seven days. */
export default class ReceiptMail extends Mail<{ orderId: string }> {
  static mailName = 'commerce/receipt'

  async compose(row: OutgoingMail<{ orderId: string }>): Promise<Composed | null> {
    const order = await Order.query().where('id', row.payload.orderId).preload('lines').first()
    if (!order?.contactId || !order.fulfilledAt) return null
    const brand = await brandOf(row.organization_id)
    const money = (minor: number) => Money.of(minor, order.currency).format(row.locale)
    const subjects = await describeSubjects(await grantsFrom([{ type: 'order', ids: [order.id] }]))
    const token = await PortalLink.issue(order.contactId, 'receipt')
    return {
      subject: order.isFree
        ? `You are in: ${order.lines[0].name}`
        : `Your receipt for order ${order.number}`,
      preheader: 'Your access is ready. The link inside opens it.',
      template: 'commerce/receipt',
      data: {
        name: row.to_name,
        number: order.number,
        date: (order.paidAt ?? order.createdAt).setLocale(row.locale).toFormat('d LLLL yyyy'),
        isFree: order.isFree,
        lines: order.lines.map((line) => ({ name: line.name, total: money(line.totalMinor) })),
        total: money(order.totalMinor),
        subjects: subjects.map((subject) => subject.title),
        url: `${brand.url}/learn/links/${token}`,
        loginUrl: `${brand.url}/learn/login`,
      },
    }
  }
}
