import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import {
  DAY_COUNTS,
  dayCountsOf,
  type SendRow,
  type Standing,
  TALLIED,
  type Tally,
  tallyOf,
} from '#messaging/provider_events/standing'
import { type DayMove, moveDays, moveTallies } from '#messaging/queries/fact_sums'

/** Differences of `send_tallies`, gathered and written at once. */
export class RunSums {
  readonly #moves = new Map<string, { runId: number; variant: number } & Tally>()

  add(row: SendRow, after: Standing): void {
    const tally = tallyOf(row, after)
    if (TALLIED.every((name) => tally[name] === 0)) return
    const key = `${row.runId}.${row.variant}`
    const sum = this.#moves.get(key)
    if (!sum) this.#moves.set(key, { runId: row.runId, variant: row.variant, ...tally })
    else for (const name of TALLIED) sum[name] += tally[name]
  }

  write(trx: TransactionClientContract): Promise<void> {
    return moveTallies([...this.#moves.values()], trx)
  }
}

/** Differences of `send_days`. */
export class DaySums {
  readonly #moves = new Map<string, DayMove>()

  add(row: {
    organizationId: string
    accountId: string | null
    address: string | null
    head: { senderDomain: string | null }
    sentOn: string
    before: number
    marks: number
  }): void {
    const counts = dayCountsOf(row.before, row.marks)
    const recipientDomain = row.address?.split('@').pop()?.toLowerCase()
    const isCounted = DAY_COUNTS.some((name) => counts[name] > 0)
    if (!isCounted || !row.accountId || !recipientDomain) return
    const { organizationId, accountId, sentOn: day } = row
    const senderDomain = row.head.senderDomain ?? ''
    const key = [organizationId, day, accountId, senderDomain, recipientDomain].join(' ')
    const sum = this.#moves.get(key)
    if (sum) for (const name of DAY_COUNTS) sum[name] += counts[name]
    else {
      this.#moves.set(key, {
        ...{ organizationId, day, accountId, senderDomain, recipientDomain },
        ...counts,
      })
    }
  }

  write(trx: TransactionClientContract): Promise<void> {
    return moveDays([...this.#moves.values()], trx)
  }
}
