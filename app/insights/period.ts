import type { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'

export const RANGES = [7, 30, 90] as const
export type Range = (typeof RANGES)[number]

/** Days that a report looks at, in the organization's zone, and as many before to compare with. */
export type Period = { days: Range; from: DateTime; before: DateTime; to: DateTime; zone: string }

export function periodOf(days: Range, zone: string): Period {
  const to = clock.now()
  const from = to
    .setZone(zone)
    .startOf('day')
    .minus({ days: days - 1 })
  return { days, from, before: from.minus({ days }), to, zone }
}
