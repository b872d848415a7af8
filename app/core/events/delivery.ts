import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { WITHOUT_FLUSH } from '#core/database/sql'
import { Context } from '#core/context'
import { listeners } from '#core/events/listener'
import type { RecordedEvent } from '#core/events/domain_event'

/** After so many tries a delivery is failed: kept, shown, and retried by hand. */
const MAX_ATTEMPTS = 12

type OwedRow = RecordedEvent & { state: string; attempts: number }

/** What one listener owes for one event. */
export class Delivery {
  constructor(
    readonly eventId: number,
    readonly listener: string
  ) {}

  /** Runs the listener unless it is done already, and writes down how it went. */
  async perform(): Promise<void> {
    const owed = await this.#find()
    if (!owed || owed.state === 'done') return
    try {
      const { default: ListenerClass } = await listeners.getOrFail(this.listener).load()
      await Context.run(
        {
          organizationId: owed.organizationId,
          requestId: owed.requestId,
          actor: { type: 'system', id: null },
        },
        () => new ListenerClass().handle(owed)
      )
    } catch (error) {
      const attempts = owed.attempts + 1
      await this.#failed(attempts, error as Error)
      // Before that the row brings the delivery back; from then on it waits as a failed job.
      if (attempts >= MAX_ATTEMPTS) throw error
      logger.warn({ err: error, listener: this.listener, eventId: this.eventId }, 'listener failed')
      return
    }
    await db.rawQuery(
      `update event_deliveries set state = 'done', done_at = clock_timestamp(), attempts = attempts + 1,
         last_error = null from ${WITHOUT_FLUSH} where event_id = ? and listener = ?`,
      [this.eventId, this.listener]
    )
  }

  async #find(): Promise<OwedRow | null> {
    const { rows } = await db.rawQuery(
      `select d.state, d.attempts, e.id, e.xid::text as xid, e.organization_id as "organizationId", e.type,
         e.version, e.subject_type as "subjectType", e.subject_id as "subjectId",
         e.contact_id as "contactId", e.actor_type as "actorType", e.actor_id as "actorId",
         e.request_id as "requestId", e.payload, e.occurred_at as "occurredAt",
         e.recorded_at as "recordedAt"
       from event_deliveries d
       -- The row keeps milliseconds, the log microseconds; the bounds only find the right month.
       join events e on e.id = d.event_id
         and e.recorded_at between d.event_recorded_at - interval '2 milliseconds'
           and d.event_recorded_at + interval '2 milliseconds'
       where d.event_id = ? and d.listener = ?`,
      [this.eventId, this.listener]
    )
    return rows[0] ?? null
  }

  async #failed(attempts: number, error: Error): Promise<void> {
    const state = attempts >= MAX_ATTEMPTS ? 'failed' : 'pending'
    const waitSeconds = Math.min(2 ** attempts, 3600)
    await db.rawQuery(
      `update event_deliveries set attempts = ?, state = ?, last_error = ?,
         due_at = clock_timestamp() + make_interval(secs => ?) where event_id = ? and listener = ?`,
      [attempts, state, error.message.slice(0, 2000), waitSeconds, this.eventId, this.listener]
    )
  }
}
