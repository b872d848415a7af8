import type { DateTime } from 'luxon'

/** How many mails a domain's warm-up plan lets out on a day; null without a plan, before it begins and after its end. */
export function capOfDay(
  { warmUp, warmUpFrom }: { warmUp: number[] | null; warmUpFrom: DateTime | null },
  at: DateTime
): number | null {
  if (!warmUp || !warmUpFrom) return null
  // Days are calendar days of UTC on both sides.
  const from = Date.parse(`${warmUpFrom.toISODate()}T00:00:00Z`)
  const day = Math.floor((at.toMillis() - from) / 86_400_000)
  return warmUp[day] ?? null
}
