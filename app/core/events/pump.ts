import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import type { RecordedEvent } from '#core/events/domain_event'
import { eventReaders, type EventReader } from '#core/events/reader'

type Cursor = { xid: string; event_id: number; attempts: number }

const BATCH = 500
/** A reader that fails waits 1 s, 2 s, 4 s ... at most this many seconds. */
const MAX_BACKOFF_SECONDS = 60

/**
 * Drains one batch for a reader and moves its cursor in the same transaction.
 * Reads below the oldest running transaction: whatever commits later has a
 * higher xid, so nothing is ever skipped. Resolves to the number of events
 * passed; 0 when there is nothing, or another process holds the cursor.
 */
export async function drainOnce(reader: EventReader): Promise<number> {
  const size = reader.batchSize ?? BATCH
  const events = await db.transaction(async (trx) => {
    const cursor = await claim(reader.name, trx)
    if (!cursor) return []
    const batch = await readAfter(cursor, size, trx, reader.after)
    if (batch.length === 0) return []
    const wanted = reader.types ? batch.filter((e) => reader.types!.includes(e.type)) : batch
    if (wanted.length > 0) {
      await Tenant.unscoped('event reader', () => reader.drain(wanted, trx))
    }
    const last = batch[batch.length - 1]
    await trx.rawQuery(
      `update event_readers set xid = ?::xid8, event_id = ?, attempts = 0, last_error = null,
         retry_at = null, updated_at = clock_timestamp() where name = ?`,
      [last.xid, last.id, reader.name]
    )
    return batch
  })
  if (events.length > 0) await afterCommit(reader, events)
  return events.length
}

/** Hints may be lost: their failure must not hold up a reader whose batch is written. */
async function afterCommit(reader: EventReader, events: RecordedEvent[]): Promise<void> {
  try {
    await reader.drained?.(events)
  } catch (error) {
    logger.warn({ err: error, reader: reader.name }, 'hints of an event reader were lost')
  }
}

/** Makes the cursor rows of all registered readers; a new reader starts at the log's beginning. */
export async function ensureCursors(): Promise<void> {
  for (const name of eventReaders.keys()) {
    await db.rawQuery('insert into event_readers (name) values (?) on conflict do nothing', [name])
  }
}

/** Writes down a reader's failure, so that one poisoned batch backs off instead of spinning. */
export async function recordFailure(name: string, error: Error): Promise<void> {
  await db.rawQuery(
    `update event_readers set attempts = attempts + 1, last_error = ?,
       retry_at = clock_timestamp() + make_interval(secs => least(power(2, attempts), ?)),
       updated_at = clock_timestamp() where name = ?`,
    [error.message.slice(0, 2000), MAX_BACKOFF_SECONDS, name]
  )
}

/** Seconds that each reader is behind: the age of the first event that it has not passed. */
export async function readerLags(): Promise<{ name: string; seconds: number }[]> {
  const { rows } = await db.rawQuery(`
    select r.name, coalesce(extract(epoch from clock_timestamp() - first.recorded_at), 0)::float8 as seconds
    from event_readers r
    left join lateral (
      select recorded_at from events e
      where (e.xid, e.id) > (r.xid, r.event_id) order by e.xid, e.id limit 1
    ) first on true`)
  return rows
}

async function claim(name: string, trx: TransactionClientContract): Promise<Cursor | null> {
  const { rows } = await trx.rawQuery(
    // What a crash forgets of this transaction it forgets together with the cursor: no need to wait
    // for the disk.
    `select xid::text, event_id, attempts, set_config('synchronous_commit', 'off', true) from event_readers
     where name = ? and (retry_at is null or retry_at <= clock_timestamp())
     for update skip locked`,
    [name]
  )
  return rows[0] ?? null
}

async function readAfter(
  cursor: Cursor,
  size: number,
  trx: TransactionClientContract,
  leader?: string
): Promise<RecordedEvent[]> {
  const behind = leader
    ? 'and (xid, id) <= (select r.xid, r.event_id from event_readers r where r.name = ?)'
    : ''
  const { rows } = await trx.rawQuery(
    `select id, xid::text as xid, organization_id as "organizationId", type, version,
       subject_type as "subjectType", subject_id as "subjectId", contact_id as "contactId",
       actor_type as "actorType", actor_id as "actorId", request_id as "requestId",
       payload, occurred_at as "occurredAt", recorded_at as "recordedAt"
     from events
     where (xid, id) > (?::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot()) ${behind}
     order by events.xid, events.id limit ?`,
    [cursor.xid, cursor.event_id, ...(leader ? [leader] : []), size]
  )
  return rows
}
