import type { DateTime } from 'luxon'
import type Campaign from '#campaigns/models/campaign'

/** Where a day begins first, and last. */
const FIRST_ZONE = 'Pacific/Kiritimati'
const LAST_ZONE = 'Etc/GMT+12'

type Timed = Pick<Campaign, 'scheduleKind' | 'startsAt'>

/**
 * When a campaign has to be begun. One that is sent when a clock on the wall shows its hour where each reader lives
 * (kept as that hour in UTC) begins when it is so where days begin first, so that nobody's hour is over by then.
 */
export function firstMomentOf({ scheduleKind, startsAt }: Timed): DateTime {
  if (scheduleKind !== 'local_time') return startsAt!
  return startsAt!.toUTC().setZone(FIRST_ZONE, { keepLocalTime: true })
}

/** When its hour is over everywhere. */
export function lastMomentOf({ scheduleKind, startsAt }: Timed): DateTime {
  if (scheduleKind !== 'local_time') return startsAt!
  return startsAt!.toUTC().setZone(LAST_ZONE, { keepLocalTime: true })
}
