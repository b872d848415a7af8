import { DateTime } from 'luxon'

/** How a task repeats, on the calendar of its zone. */
export type RepeatRule = {
  every: 'day' | 'week' | 'month' | 'year'
  /** Each so many days, weeks ...; from 1. */
  interval: number
  /** Of weeks: 1 is Monday. Empty or null: the weekday of the first one. */
  weekdays: number[] | null
  /** Of months and years: the day that was asked for, so that the 31st comes back after February. */
  monthDay: number | null
}

/** Far beyond what a person plans; ends a search that would find nothing. */
const MOST_STEPS = 100_000

/** A rule as a person gives it. */
export type AskedRepeat = Pick<RepeatRule, 'every' | 'interval'> & { weekdays?: number[] | null }

/** A rule as it is kept: with the day of the month of the first one. */
export function anchored(rule: AskedRepeat, dueOn: string): RepeatRule {
  const day = DateTime.fromISO(dueOn, { zone: 'utc' })
  const isWeekly = rule.every === 'week'
  return {
    every: rule.every,
    interval: rule.interval,
    weekdays: isWeekly
      ? [...new Set(rule.weekdays?.length ? rule.weekdays : [day.weekday])].sort()
      : null,
    monthDay: rule.every === 'month' || rule.every === 'year' ? day.day : null,
  }
}

/**
 * The day on which a repeating task is due next (YYYY-MM-DD): after `dueOn`, and after
 * `today`, so that who was away does not find a heap of old ones.
 */
export function nextDay(rule: RepeatRule, dueOn: string, today: string): string {
  // Days of the calendar have no zone; UTC has no gaps to stumble over.
  const first: DateTime = DateTime.fromISO(dueOn, { zone: 'utc' })
  let day = first
  for (let step = 1; step <= MOST_STEPS; step++) {
    day = rule.every === 'week' ? nextWeekday(rule, day) : stepped(rule, first, step)
    const iso = day.toISODate()!
    if (iso > today) return iso
  }
  throw new RangeError(`A task of ${dueOn} does not repeat after ${today}`)
}

/** Always counted from the first day: steps from step to step would lose the 31st for good. */
function stepped(rule: RepeatRule, first: DateTime, step: number): DateTime {
  const count = step * rule.interval
  if (rule.every === 'day') return first.plus({ days: count })
  const moved = first.plus(rule.every === 'month' ? { months: count } : { years: count })
  if (!rule.monthDay) return moved
  return moved.set({ day: Math.min(rule.monthDay, moved.daysInMonth!) })
}

/** The next of the weekdays in this week, else the first of them `interval` weeks on. */
function nextWeekday(rule: RepeatRule, day: DateTime): DateTime {
  const weekdays = rule.weekdays?.length ? rule.weekdays : [day.weekday]
  const later = weekdays.find((weekday) => weekday > day.weekday)
  if (later) return day.plus({ days: later - day.weekday })
  return day.startOf('week').plus({ weeks: rule.interval, days: weekdays[0] - 1 })
}

/** Minutes before a whole-day task's reminder are counted from here. */
const MORNING = '09:00'

export type DueDay = { dueOn: string; dueTime: string | null; timeZone: string }

/**
 * The moment from which a task is late: its time, or the end of its day. A time that
 * the clocks skip in spring is the one after the gap, one that comes twice in autumn the first.
 */
export function dueMoment({ dueOn, dueTime, timeZone }: DueDay): DateTime {
  if (dueTime) return at(dueOn, dueTime, timeZone)
  return DateTime.fromISO(dueOn, { zone: timeZone }).plus({ days: 1 }).startOf('day').toUTC()
}

/** When to remind: minutes before the time, or before nine in the morning of the day. */
export function reminderMoment(due: DueDay, minutesBefore: number): DateTime {
  return at(due.dueOn, due.dueTime ?? MORNING, due.timeZone).minus({ minutes: minutesBefore })
}

function at(dueOn: string, time: string, timeZone: string): DateTime {
  // Of a time that comes twice Luxon takes the one in the season in which it is asked.
  const [first] = DateTime.fromISO(`${dueOn}T${time}`, { zone: timeZone }).getPossibleOffsets()
  return first.toUTC()
}
