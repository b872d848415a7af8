import db from '@adonisjs/lucid/services/db'
import { Job } from '#core/queue/job'

const PARTITIONED = ['events', 'receipt_bodies', 'activities', 'send_events']

/** Daily: makes the coming months of the big ledgers and forgets what is done with. */
export default class KeepHouse extends Job {
  static jobName = 'core/keep_house'

  async handle() {
    for (const ledger of PARTITIONED) {
      await db.rawQuery(
        `select warren_ensure_month(?, (date_trunc('month', current_date) + make_interval(months => m))::date)
         from generate_series(1, 3) m`,
        [ledger]
      )
    }
    await db.rawQuery(
      `delete from event_deliveries where state = 'done' and done_at < clock_timestamp() - interval '14 days'`
    )
    await db.rawQuery(`delete from sessions where expires_at < clock_timestamp()`)
    await db.rawQuery(`delete from idempotency_keys where expires_at < clock_timestamp()`)
    await db.rawQuery(
      `delete from rate_limits where expire < (extract(epoch from clock_timestamp()) * 1000)::bigint`
    )
  }
}
