import { LRUCache } from 'lru-cache'
import type { DateTime } from 'luxon'
import { Tenant } from '#core/tenancy/tenant'
import SendingDomain from '#messaging/models/sending_domain'

export type WarmUp = { warmUp: number[] | null; warmUpFrom: DateTime | null }

const KEPT_MS = 1000
const kept = new LRUCache<string, { plan: WarmUp | null }>({ max: 5000, ttl: KEPT_MS })

SendingDomain.boot()
SendingDomain.after('save', () => kept.clear())

/** The warm-up plan of a sender domain; null without. A change is heeded within a second. */
export async function planOf(senderDomain: string): Promise<WarmUp | null> {
  const key = `${Tenant.id()} ${senderDomain}`
  const known = kept.get(key)
  if (known) return known.plan
  const plan = await SendingDomain.query()
    .where('domain', senderDomain)
    .whereNotNull('warmUp')
    .first()
  kept.set(key, { plan })
  return plan
}

/** How many mails a domain's warm-up plan lets out on a day; null without a plan, before it begins and after its end. */
export function capOfDay({ warmUp, warmUpFrom }: WarmUp, at: DateTime): number | null {
  if (!warmUp || !warmUpFrom) return null
  // Days are calendar days of UTC on both sides.
  const from = Date.parse(`${warmUpFrom.toISODate()}T00:00:00Z`)
  const day = Math.floor((at.toMillis() - from) / 86_400_000)
  return warmUp[day] ?? null
}
