import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { IncomingEvent } from '#messaging/provider_events/webhook'

export type MailReceipt = {
  id: number
  organizationId: string
  provider: string
  account: string
  attempts: number
  body: string
}

/** What became of a receipt; `received` is tried again. */
export type ReceiptEnd = { id: number; state: 'applied' | 'ignored' | 'received'; note: string }

/**
 * Stores the events of a delivery with one statement, those that are new: unique per account and event id. Resolves
 * to the ids of the new ones. Their hint goes out at once; after a crash the sweeper finds them by `due_at`.
 */
export async function insertReceipts(
  {
    organizationId,
    provider,
    account,
  }: { organizationId: string; provider: string; account: string },
  events: IncomingEvent[]
): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    `with given as (
       select distinct on ("eventId") * from jsonb_to_recordset(?::jsonb)
         g ("eventId" text, type text, at timestamptz, body text, proof text) order by "eventId"
     ), fresh as (
       insert into receipts (organization_id, provider, account, event_id, type, object_id, due_at,
         provider_created_at, received_at)
       select ?::uuid, ?, ?, "eventId", type, proof, clock_timestamp() + interval '20 seconds', at, clock_timestamp()
       from given order by "eventId"
       on conflict (provider, account, event_id) do nothing returning id, event_id
     ), stored as (
       insert into receipt_bodies (receipt_id, body, received_at)
       select fresh.id, given.body, clock_timestamp() from fresh join given on given."eventId" = fresh.event_id
     )
     select id from fresh`,
    [JSON.stringify(events), organizationId, provider, account]
  )
  return rows.map(({ id }) => id)
}

/** Whether a proof that covers no body was seen with another event: then somebody made this one of it. */
export async function isProofSpent(
  organizationId: string,
  {
    provider,
    account,
    proof,
    eventId,
  }: { provider: string; account: string; proof: string; eventId: string }
): Promise<boolean> {
  const [row] = await sql<{ spent: boolean }>(
    `select exists (select 1 from receipts where organization_id = ? and object_id = ? and provider = ?
       and account = ? and event_id <> ?) as spent`,
    [organizationId, proof, provider, account, eventId]
  )
  return row.spent
}

/** Locks those that are not applied yet, with what they say. Whoever else has them is waited for. */
export function lockReceipts(
  ids: number[],
  trx: TransactionClientContract
): Promise<MailReceipt[]> {
  return sql<MailReceipt>(
    `select r.id, r.organization_id as "organizationId", r.provider, r.account, r.attempts, b.body
     from receipts r
     join receipt_bodies b on b.receipt_id = r.id
       and b.received_at between r.received_at - interval '1 hour' and r.received_at + interval '1 hour'
     where r.id = any(?::bigint[]) and r.state in ('received', 'failed')
     order by r.id for update of r`,
    [ids],
    trx
  )
}

/** Writes down how receipts ended, within the transaction of what was made of them: each is applied once. */
export async function endReceipts(
  ends: ReceiptEnd[],
  trx: TransactionClientContract
): Promise<void> {
  if (ends.length === 0) return
  await sql(
    `update receipts r set state = f.state, note = f.note, attempts = r.attempts + 1,
       applied_at = case when f.state = 'received' then null else clock_timestamp() end,
       due_at = case when f.state = 'received'
         then clock_timestamp() + make_interval(secs => least(power(2, r.attempts + 1), 3600)) else r.due_at end
     from jsonb_to_recordset(?::jsonb) f (id bigint, state text, note text) where r.id = f.id`,
    [JSON.stringify(ends)],
    trx
  )
}

/** Transactional mails by the id that their provider gave them. */
export async function mailsByProviderId(
  organizationId: string,
  accountId: string,
  providerIds: string[],
  trx: TransactionClientContract
): Promise<Map<string, string>> {
  if (providerIds.length === 0) return new Map()
  const rows = await sql<{ id: string; providerId: string }>(
    `select id, provider_id as "providerId" from outgoing_mails
     where organization_id = ? and account_id = ? and provider_id = any(?)`,
    [organizationId, accountId, providerIds],
    trx
  )
  return new Map(rows.map(({ id, providerId }) => [providerId, id]))
}
