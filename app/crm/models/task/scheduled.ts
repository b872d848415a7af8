import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import {
  anchored,
  dueMoment,
  reminderMoment,
  type AskedRepeat,
  type RepeatRule,
} from '#crm/models/task/repeat_rule'
import type { TaskSchema } from '#database/schema'

/** When a task is due, on whose clock, how long before it reminds and how it repeats. */
export type Schedule = {
  /** YYYY-MM-DD */
  dueOn: string | null
  /** HH:mm; null for the whole day. */
  dueTime: string | null
  timeZone: string
  /** Minutes. */
  remindBefore: number | null
  repeat: RepeatRule | null
}

/** The same, as a person gives it. */
export type AskedSchedule = Omit<Schedule, 'repeat'> & { repeat: AskedRepeat | null }

/** A task on the calendar. */
export function Scheduled<T extends NormalizeConstructor<typeof TaskSchema>>(superclass: T) {
  return class ScheduledTask extends superclass {
    get isDone(): boolean {
      return this.completedAt !== null
    }

    get isOverdue(): boolean {
      return !this.isDone && this.dueAt !== null && this.dueAt <= clock.now()
    }

    get schedule(): Schedule {
      return {
        dueOn: this.dueOn?.toISODate() ?? null,
        dueTime: this.dueTime,
        timeZone: this.timeZone,
        remindBefore: this.remindBefore,
        repeat: this.repeat as RepeatRule | null,
      }
    }

    /** Sets the schedule, and from it the moments of being late and of the reminder. */
    setSchedule({ dueOn, dueTime, timeZone, remindBefore, repeat }: AskedSchedule): void {
      const { dueOn: dueBefore, repeat: before } = this.schedule
      const isSame = before?.every === repeat?.every && dueBefore === dueOn
      this.timeZone = timeZone
      this.dueOn = dueOn ? DateTime.fromISO(dueOn) : null
      this.dueTime = dueOn ? dueTime : null
      this.repeat = dueOn && repeat ? anchored(repeat, dueOn) : null
      // The 31st stays what was asked for, also where this one fell on the 28th.
      if (this.repeat && before && isSame) this.repeat.monthDay = before.monthDay
      this.remindBefore = dueOn ? remindBefore : null
      const due = dueOn ? { dueOn, dueTime: this.dueTime, timeZone } : null
      this.dueAt = due && dueMoment(due)
      const remindAt =
        due && this.remindBefore !== null ? reminderMoment(due, this.remindBefore) : null
      if (remindAt?.toMillis() === this.remindAt?.toMillis()) return
      this.remindAt = remindAt
      // Of a moment that has passed already nobody needs to be reminded.
      this.remindedAt = remindAt && remindAt <= clock.now() ? clock.now() : null
    }

    /** The same moment on another person's clock; a whole day stays that day. */
    moveTo(timeZone: string): void {
      if (timeZone === this.timeZone) return
      const { dueOn, dueTime } = this.schedule
      if (!dueOn || !dueTime) {
        this.setSchedule({ ...this.schedule, timeZone })
        return
      }
      const there = this.dueAt!.setZone(timeZone)
      this.setSchedule({
        ...this.schedule,
        dueOn: there.toISODate(),
        dueTime: there.toFormat('HH:mm'),
        timeZone,
      })
    }
  }
}
