import db from '@adonisjs/lucid/services/db'
import { listenersOf } from '#core/events/listener'
import type { EventReader } from '#core/events/reader'
import DeliverEvents from '#core/events/jobs/deliver_events'

type Owed = [eventId: number, listener: string]

/**
 * The reader that turns events into what their listeners owe: one row per event
 * and listener, and a job as a hint. The rows are the truth; the sweeper
 * re-enqueues what a lost job leaves behind.
 */
export const relay: EventReader = {
  name: 'core/listeners',
  async drain(events, trx) {
    const owed = events.flatMap((event) =>
      listenersOf(event.type).map((listener) => ({
        event_id: event.id,
        listener,
        event_recorded_at: event.recordedAt,
        organization_id: event.organizationId,
        // The hint goes out right after the commit; the sweeper waits a little longer.
        due_at: new Date(Date.now() + 30_000),
      }))
    )
    if (owed.length > 0) {
      await trx
        .knexQuery()
        .insert(owed)
        .into('event_deliveries')
        .onConflict(['event_id', 'listener'])
        .ignore()
    }
  },
  async drained(events) {
    await enqueue(
      events.flatMap((event) =>
        listenersOf(event.type).map((listener): Owed => [event.id, listener])
      )
    )
  },
}

/** Re-enqueues deliveries that are due: their job was lost, or their back-off is over. */
export async function sweepDeliveries(limit = 500): Promise<number> {
  const { rows } = await db.rawQuery(
    `update event_deliveries set due_at = clock_timestamp() + interval '60 seconds'
     where (event_id, listener) in (
       select event_id, listener from event_deliveries
       where state = 'pending' and due_at <= clock_timestamp()
       order by due_at limit ? for update skip locked)
     returning event_id, listener`,
    [limit]
  )
  await enqueue(
    rows.map(({ event_id: id, listener }: { event_id: number; listener: string }): Owed => [
      id,
      listener,
    ])
  )
  return rows.length
}

function enqueue(owed: Owed[]): Promise<void> {
  return DeliverEvents.enqueueMany(owed.map((one) => ({ payload: { owed: [one] } })))
}
