import { Money } from '#core/money/money'
import { timelineStories, type Story, type TimelineFact } from '#core/registry/timeline_stories'

type Telling = (fact: TimelineFact) => Omit<Story, 'href'>

const amountOf = ({ payload }: TimelineFact) => {
  const minor = Number(payload.totalMinor ?? payload.amountMinor ?? 0)
  return Money.of(minor, String(payload.currency)).format()
}
const order = ({ payload }: TimelineFact) =>
  payload.number ? `order ${String(payload.number)}` : 'an order'

const STORIES: Record<string, [icon: string, tell: Telling]> = {
  'order.placed': [
    'i-lucide-shopping-cart',
    (fact) => ({ who: 'contact', text: `began to buy: ${order(fact)} over ${amountOf(fact)}` }),
  ],
  'order.processing': [
    'i-lucide-landmark',
    (fact) => ({ who: null, text: `The bank works on the payment of ${order(fact)}` }),
  ],
  'order.paid': [
    'i-lucide-receipt',
    (fact) => ({
      who: 'contact',
      text:
        fact.payload.totalMinor === 0
          ? `took ${order(fact)} for free`
          : `paid ${amountOf(fact)} for ${order(fact)}`,
    }),
  ],
  'order.failed': [
    'i-lucide-circle-x',
    (fact) => ({ who: null, text: `The payment of ${order(fact)} failed` }),
  ],
  'order.expired': [
    'i-lucide-hourglass',
    (fact) => ({ who: 'contact', text: `did not finish ${order(fact)} over ${amountOf(fact)}` }),
  ],
  'order.flagged': [
    'i-lucide-flag',
    (fact) => ({
      who: null,
      text: `${capital(order(fact))} needs a look`,
      detail: String(fact.payload.note ?? ''),
    }),
  ],
  'order.refunded': [
    'i-lucide-undo-2',
    (fact) => ({
      who: 'contact',
      text: `got ${amountOf(fact)} back${fact.payload.isFull ? ', all of it' : ''}`,
    }),
  ],
  'order.reconciled': [
    'i-lucide-wrench',
    (fact) => ({ who: null, text: `${capital(order(fact))} was repaired by reconciliation` }),
  ],
  'refund.requested': [
    'i-lucide-undo-2',
    (fact) => ({ who: 'actor', text: `asked for a refund of ${amountOf(fact)}` }),
  ],
  'refund.failed': [
    'i-lucide-circle-alert',
    (fact) => ({
      who: null,
      text: `A refund of ${amountOf(fact)} failed`,
      detail: typeof fact.payload.failure === 'string' ? fact.payload.failure : null,
    }),
  ],
  'seat.missed': [
    'i-lucide-armchair',
    () => ({ who: 'contact', text: 'paid when no seat was left; the money goes back' }),
  ],
  'conversion.recorded': [
    'i-lucide-target',
    (fact) => ({ who: null, text: `Counted as a conversion worth ${amountOf(fact)}` }),
  ],
}

for (const [type, [icon, tell]] of Object.entries(STORIES)) {
  timelineStories.add(type, {
    group: 'orders',
    icon,
    tell: (facts) => facts.map((fact) => ({ ...tell(fact), href: hrefOf(fact) })),
  })
}

function hrefOf({ payload }: TimelineFact): string | null {
  return typeof payload.orderId === 'string' ? `/admin/orders/${payload.orderId}` : null
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1)
}
