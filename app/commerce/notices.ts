import { notificationKinds } from '#core/notifications/kinds'
import type { Notice } from '#core/notifications/notify'
import type { RecordedEvent } from '#core/events/domain_event'
import { Money } from '#core/money/money'
import Order from '#commerce/models/order'

notificationKinds.add('commerce/order', {
  label: 'New order',
  defaultInApp: true,
  defaultEmail: false,
})
notificationKinds.add('commerce/attention', {
  label: 'An order needs a look',
  defaultInApp: true,
  defaultEmail: true,
})

const ATTENTION: Record<string, (payload: Record<string, unknown>) => string> = {
  'order.flagged': (payload) => String(payload.note),
  'seat.missed': () => 'It was paid when no seat was left. The money goes back.',
  'refund.failed': (payload) => `A refund failed${payload.failure ? `: ${payload.failure}` : ''}.`,
}

/** What staff are told of a fact about an order; null for one that is gone. */
export async function noticeOf(event: RecordedEvent): Promise<Notice | null> {
  const order = await Order.query().where('id', event.subjectId!).preload('lines').first()
  if (!order) return null
  const rest = {
    key: `${event.type}:${event.id}`,
    url: `/admin/orders/${order.id}`,
    organizationId: order.organizationId,
  }
  const attention = ATTENTION[event.type]
  if (attention) {
    return {
      ...rest,
      kind: 'commerce/attention',
      title: `Order ${order.number} needs a look`,
      body: attention(event.payload),
    }
  }
  const total = order.isFree ? 'Free' : Money.of(order.totalMinor, order.currency).format()
  return {
    ...rest,
    kind: 'commerce/order',
    title: `New order: ${order.lines[0].name}`,
    body: `${order.name ?? order.email} · ${total}`,
  }
}
