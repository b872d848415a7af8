import { formatMoney } from '~/ui/format'

export type Fact = {
  id: string
  type: string
  actorType: string
  actorName: string | null
  payload: Record<string, unknown>
  at: string
}

const LOOKS: Record<string, { icon: string; title: string }> = {
  'order.placed': { icon: 'i-lucide-mouse-pointer-click', title: 'Checkout begun' },
  'order.processing': { icon: 'i-lucide-landmark', title: 'The bank decides' },
  'order.paid': { icon: 'i-lucide-circle-check', title: 'Paid: access given, receipt written' },
  'order.failed': { icon: 'i-lucide-circle-x', title: 'The payment failed' },
  'order.expired': { icon: 'i-lucide-timer-off', title: 'The checkout was not finished' },
  'order.flagged': { icon: 'i-lucide-eye', title: 'Needs a look' },
  'order.refunded': { icon: 'i-lucide-undo-2', title: 'Refunded' },
  'order.reconciled': { icon: 'i-lucide-wrench', title: 'Repaired by the hourly comparison' },
  'refund.requested': { icon: 'i-lucide-hourglass', title: 'Refund asked for' },
  'refund.failed': { icon: 'i-lucide-triangle-alert', title: 'A refund failed' },
  'seat.missed': { icon: 'i-lucide-armchair', title: 'Paid when no seat was left' },
}

/** A line of an order's timeline. */
export function lineOf({ id, type, actorName, payload, at }: Fact) {
  const { icon, title } = LOOKS[type] ?? { icon: 'i-lucide-circle-dot', title: type }
  const amount =
    typeof payload.amountMinor === 'number'
      ? formatMoney(payload.amountMinor, String(payload.currency))
      : null
  const words = [
    amount,
    payload.note,
    payload.failure,
    (payload.repaired as string[] | undefined)?.join('. '),
  ]
  const detail = [...words, actorName && `by ${actorName}`].filter(Boolean).join(' · ')
  return { id, icon, title, detail: detail || null, at }
}
