import { describeSubjects } from '#access/grantables'
import { grantsFrom } from '#access/queries/fold'
import type { Staff } from '#identity/staff'
import { paymentEventsOf } from '#payments/queries/payment_events'
import type Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import { factsOfOrder, mailsOfOrder } from '#commerce/queries/orders'
import { refundable } from '#commerce/refunding'
import OrderTransformer from '#commerce/transformers/order_transformer'

/** Props of an order's record. Needs its lines loaded. */
export async function orderRecord(order: Order, staff: Staff) {
  await order.load('payments')
  await order.load('refunds', (query) => void query.orderBy('createdAt'))
  const refundIds = order.refunds.map((refund) => refund.id)
  const product = await Product.query().where('id', order.lines[0].productId).firstOrFail()
  const [grants, events, facts, mails, left] = [
    await grantsFrom([
      { type: 'order', ids: [order.id] },
      { type: 'restored', ids: refundIds },
    ]),
    await paymentEventsOf(order.organizationId, order.id),
    await factsOfOrder(order.id),
    await mailsOfOrder(order.id, refundIds),
    await refundable(order),
  ]
  const titles = await describeSubjects(grants)
  const money = (minor: number) => ({ minor, currency: order.currency })
  return {
    order: {
      ...new OrderTransformer(order).toObject(),
      contactId: order.contactId,
      note: order.note,
      provider: order.provider,
      account: order.providerAccount,
      sessionId: order.checkoutSessionId,
      paymentIntentId: order.paymentIntentId,
      paidAt: order.paidAt?.toISO() ?? null,
      fulfilledAt: order.fulfilledAt?.toISO() ?? null,
      expiresAt: order.isOpen ? (order.expiresAt?.toISO() ?? null) : null,
      reconciledAt: order.reconciledAt?.toISO() ?? null,
      refundable: money(left),
    },
    refundPolicy: product.refundPolicy,
    lines: order.lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      name: line.name,
      quantity: line.quantity,
      total: money(line.totalMinor),
    })),
    payments: order.payments.map((payment) => ({
      id: payment.id,
      provider: payment.provider,
      reference: payment.providerRef,
      method: payment.method,
      amount: money(payment.amountMinor),
      at: payment.capturedAt.toISO()!,
    })),
    refunds: order.refunds.map((refund) => ({
      id: refund.id,
      status: refund.status,
      amount: money(refund.amountMinor),
      reason: refund.reason,
      failure: refund.failure,
      at: refund.createdAt.toISO()!,
    })),
    events: events.map((event) => ({ ...event, receivedAt: event.receivedAt.toISOString() })),
    facts,
    mails,
    access: grants.map((grant) => ({
      id: grant.id,
      title: titles.find((one) => one.id === grant.subjectId)?.title ?? 'Removed',
      reason: grant.reason,
      endsAt: grant.endsAt?.toISOString() ?? null,
      revokedAt: grant.revokedAt?.toISOString() ?? null,
      revocationReason: grant.revocationReason,
    })),
    can: {
      refund: staff.can('orders:refund') && left > 0,
      resend: staff.can('mails:resend') && order.fulfilledAt !== null,
      seeContact: staff.can('contacts:read'),
    },
  }
}
