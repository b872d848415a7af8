import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'

/** What travels between processes. */
export type LiveMessage = { id: string; channel: string; event: string; data: unknown }

export const LIVE_NOTIFICATION = 'warren_live'
/** Event on this channel ends the streams of an owner; nobody can listen to it. */
export const END_CHANNEL = '$end'
/** Postgres takes less than 8,000 bytes. */
const MAX_BYTES = 7800

/**
 * Tells everybody who listens to a channel, in every web process; within a
 * transaction after its commit. Live updates are hints: they carry ids and small
 * facts, and who missed one reads the page. Throws RangeError for a large one.
 */
export async function broadcast(
  channel: string,
  event: string,
  data: unknown,
  trx?: TransactionClientContract
): Promise<void> {
  const message = JSON.stringify({ id: randomUUID(), channel, event, data } satisfies LiveMessage)
  if (Buffer.byteLength(message) > MAX_BYTES) {
    throw new RangeError(`The live message "${event}" is larger than ${MAX_BYTES} bytes; send ids`)
  }
  await sql(`select pg_notify('${LIVE_NOTIFICATION}', ?)`, [message], trx)
}

/** Ends the live streams of somebody, everywhere: at log-out, or when access is taken away. */
export function endStreams(owner: string, trx?: TransactionClientContract): Promise<void> {
  return broadcast(END_CHANNEL, 'end', owner, trx)
}
