import { clock } from '#core/clock/clock'
import type { Days } from '#messaging/queries/reports/send_sums'

export const SEND_RANGES = [1, 7, 30] as const
export type SendRange = (typeof SEND_RANGES)[number]

/** The last days with today, and as many before to compare with. Days of sending are days of UTC. */
export function sendDays(range: SendRange): { now: Days; before: Days } {
  const today = clock.now().setZone('UTC').startOf('day')
  const from = today.minus({ days: range - 1 })
  return {
    now: { from: from.toISODate()!, to: today.toISODate()! },
    before: {
      from: from.minus({ days: range }).toISODate()!,
      to: from.minus({ days: 1 }).toISODate()!,
    },
  }
}

export const AUDIENCE_RANGES = [7, 30, 90, 365] as const
export type AudienceRange = (typeof AUDIENCE_RANGES)[number]

/** The last days with today in the organization's zone. */
export function audienceDays(range: AudienceRange, zone: string): Days {
  const today = clock.now().setZone(zone).startOf('day')
  return { from: today.minus({ days: range - 1 }).toISODate()!, to: today.toISODate()! }
}

/** All days from the first to the last, so that a chart shows those without anything too. */
export function eachDay({ from, to }: Days, step = 1): string[] {
  const last = Date.parse(to)
  const days: string[] = []
  for (let at = Date.parse(from); at <= last; at += step * 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}
