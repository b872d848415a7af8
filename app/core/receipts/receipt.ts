import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Context } from '#core/context'
import { sql, WITHOUT_FLUSH } from '#core/database/sql'
import { Registry } from '#core/registry/registry'
import { Tenant } from '#core/tenancy/tenant'
import ApplyReceipts from '#core/receipts/jobs/apply_receipts'

export type IncomingReceipt = {
  organizationId: string | null
  provider: string
  /** The account of the provider that the webhook belongs to. */
  account: string
  eventId: string
  type: string
  objectId: string | null
  body: string
  providerCreatedAt: Date | null
}

export type StoredReceipt = {
  id: number
  organizationId: string | null
  provider: string
  account: string
  eventId: string
  type: string
  objectId: string | null
  attempts: number
}

/** `applied`: it changed or confirmed something; `ignored`: it is none of ours. The note is for people. */
export type Outcome = { state: 'applied' | 'ignored'; note: string }

/**
 * Applies a provider's receipt, idempotently, by fetching the object it speaks
 * of. Throwing retries it with back-off. Runs with the receipt's tenant.
 */
export type ReceiptApplier = (receipt: StoredReceipt) => Promise<Outcome>

export const receiptAppliers = new Registry<ReceiptApplier>('receipt applier')

const MAX_ATTEMPTS = 15

/**
 * Stores a webhook as it came in, within `trx`. Resolves to its id and whether
 * it is new; a repetition stores nothing. The hint to apply it goes out after
 * the commit; the sweeper guarantees.
 */
export async function storeReceipt(
  receipt: IncomingReceipt,
  trx: TransactionClientContract
): Promise<{ id: number; isNew: boolean }> {
  const [row] = await sql<{ id: number; isNew: boolean }>(
    `with known as (
       select id from receipts where provider = ? and account = ? and event_id = ?
     ), fresh as (
       insert into receipts (organization_id, provider, account, event_id, type, object_id, due_at,
         provider_created_at, received_at)
       select ?, ?, ?, ?, ?, ?, clock_timestamp() + interval '20 seconds', ?, clock_timestamp()
       where not exists (select from known)
       on conflict (provider, account, event_id) do nothing returning id
     ), stored as (
       insert into receipt_bodies (receipt_id, body, received_at)
       select id, ?, clock_timestamp() from fresh
     )
     select id, true as "isNew" from fresh union all select id, false from known`,
    [
      ...[receipt.provider, receipt.account, receipt.eventId],
      receipt.organizationId,
      receipt.provider,
      receipt.account,
      receipt.eventId,
      receipt.type,
      receipt.objectId,
      receipt.providerCreatedAt,
      receipt.body,
    ],
    trx
  )
  if (!row) return { id: await idOfTwin(receipt, trx), isNew: false }
  const { id, isNew } = row
  if (!isNew) return row
  trx.after('commit', () => void ApplyReceipts.enqueue({ receiptIds: [id] }).catch(() => {}))
  return { id, isNew: true }
}

/** Two at once: the other one's row was not there when this statement began. */
async function idOfTwin(
  { provider, account, eventId }: IncomingReceipt,
  trx: TransactionClientContract
): Promise<number> {
  const { id } = await trx
    .from('receipts')
    .where({ provider, account, event_id: eventId })
    .firstOrFail()
  return id
}

/**
 * Applies a stored receipt unless that is done or being done, and writes down how it went. Whoever takes it has it for
 * a minute, so that of two jobs for one receipt (the hint and the sweeper's) only one tells how it went.
 */
export async function applyReceipt(id: number): Promise<void> {
  const { rows } = await db.rawQuery(
    `update receipts set attempts = attempts + 1, due_at = clock_timestamp() + interval '60 seconds'
     from ${WITHOUT_FLUSH} where id = ?
       and (state = 'failed' or (state = 'received' and (attempts = 0 or due_at <= clock_timestamp())))
     returning id, organization_id as "organizationId", provider, account, event_id as "eventId", type,
       object_id as "objectId", attempts`,
    [id]
  )
  const receipt: StoredReceipt | undefined = rows[0]
  if (!receipt) return
  try {
    const apply = receiptAppliers.getOrFail(receipt.provider)
    const run = () => apply(receipt)
    const { state, note } = await (receipt.organizationId
      ? Context.run(
          { organizationId: receipt.organizationId, actor: { type: 'system', id: null } },
          run
        )
      : Tenant.unscoped('receipt routing', run))
    await db.rawQuery(
      `update receipts set state = ?, note = ?, applied_at = clock_timestamp() from ${WITHOUT_FLUSH} where id = ?`,
      [state, note, id]
    )
  } catch (error) {
    const message = (error as Error).message.slice(0, 2000)
    await db.rawQuery(
      `update receipts set note = ?, state = case when attempts >= ? then 'failed' else 'received' end,
         due_at = clock_timestamp() + make_interval(secs => least(power(2, attempts), 3600)) where id = ?`,
      [message, MAX_ATTEMPTS, id]
    )
    if (receipt.attempts >= MAX_ATTEMPTS) throw error
  }
}

/** Enqueues the receipts that are due: their job was lost, or a back-off is over. */
export async function sweepReceipts(limit = 500): Promise<number> {
  const { rows } = await db.rawQuery(
    `select id from receipts where state = 'received' and due_at <= clock_timestamp() order by due_at limit ?`,
    [limit]
  )
  await ApplyReceipts.enqueueMany(
    rows.map(({ id }: { id: number }) => ({ payload: { receiptIds: [id] } }))
  )
  return rows.length
}
