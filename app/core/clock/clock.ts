import { DateTime } from 'luxon'

let offsetMs = 0
let frozenAt: number | null = null

/**
 * Business time. Rules ask this clock, never `new Date()` and never SQL `now()`,
 * so that tests can travel and the sandbox can move the calendar. Signatures,
 * leases and time-outs use real time.
 */
export const clock = {
  /** Now, in UTC. */
  now(): DateTime<true> {
    return DateTime.fromMillis(clock.millis(), { zone: 'utc' }) as DateTime<true>
  },
  millis(): number {
    return (frozenAt ?? Date.now()) + offsetMs
  },
  /** Seconds by which business time runs ahead of real time. */
  get offsetSeconds(): number {
    return Math.round(offsetMs / 1000)
  },
  /** Moves business time ahead of (or behind) real time. */
  setOffset(seconds: number): void {
    offsetMs = seconds * 1000
  },
  /** Tests: stands still at a moment until restore(). */
  freeze(at: DateTime = DateTime.utc()): void {
    frozenAt = at.toMillis()
    offsetMs = 0
  },
  /** Tests: moves on by a duration, e.g. `{ days: 7 }`. */
  travel(by: Record<string, number>): void {
    const now = clock.now()
    offsetMs += now.plus(by).toMillis() - now.toMillis()
  },
  restore(): void {
    frozenAt = null
    offsetMs = 0
  },
}
