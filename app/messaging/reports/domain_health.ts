import { clock } from '#core/clock/clock'
import type SendingDomain from '#messaging/models/sending_domain'
import { capOfDay } from '#messaging/pacing/warm_up'
import { RECORDS } from '#messaging/senders/domain_records'

export type DomainHealth = ReturnType<typeof domainHealth>

/** How a sending domain stands in DNS, and how far its warm-up has come. */
export function domainHealth(row: SendingDomain, sentToday: number) {
  const { id, domain, state, checks, checkedAt, warmUp, warmUpFrom, misses } = row
  const cap = capOfDay({ warmUp, warmUpFrom }, clock.now())
  const day = warmUpFrom
    ? Math.floor(
        (clock.now().toMillis() - Date.parse(`${warmUpFrom.toISODate()}T00:00:00Z`)) / 86_400_000
      ) + 1
    : 0
  return {
    id,
    domain,
    state,
    isShaky: misses > 0,
    checkedAt: checkedAt?.toISO() ?? null,
    records: RECORDS.map((name) => ({
      name,
      state: checks[name]?.state ?? ('unknown' as const),
      hint: checks[name]?.hint ?? null,
    })),
    warmUp:
      warmUp && cap !== null
        ? { day, days: warmUp.length, cap, sent: sentToday, plan: warmUp }
        : null,
  }
}
