import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql, WITHOUT_FLUSH } from '#core/database/sql'

type NewPaymentEvent = {
  id: string
  organizationId: string | null
  receiptId: number
  provider: string
  account: string
  eventId: string
  type: string
  objectId: string | null
  providerCreatedAt: Date
}

export async function insertPaymentEvent(
  event: NewPaymentEvent,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into payment_events (id, organization_id, receipt_id, provider, account, event_id, type,
       object_id, provider_created_at, received_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
     on conflict (provider, account, event_id) do nothing`,
    [
      event.id,
      event.organizationId,
      event.receiptId,
      event.provider,
      event.account,
      event.eventId,
      event.type,
      event.objectId,
      event.providerCreatedAt,
    ],
    trx
  )
}

/** An event of the install's account belongs to the organization of its order from here on. */
export async function noteOutcome(
  receiptId: number,
  outcome: {
    state: string
    note: string
    order?: { id: string; organizationId: string }
  }
): Promise<void> {
  await sql(
    `update payment_events set state = ?, outcome = ?, order_id = coalesce(?::uuid, order_id),
       organization_id = coalesce(?::uuid, organization_id), applied_at = clock_timestamp()
     from ${WITHOUT_FLUSH} where receipt_id = ?`,
    [outcome.state, outcome.note, outcome.order?.id, outcome.order?.organizationId, receiptId]
  )
}

export async function noteTrouble(receiptId: number, note: string): Promise<void> {
  await sql(`update payment_events set outcome = ? where receipt_id = ? and state = 'received'`, [
    note.slice(0, 500),
    receiptId,
  ])
}

/** Id of the payment that a stored event of a charge or a refund names; null for other kinds. */
export async function paymentNamedIn(receiptId: number, type: string): Promise<string | null> {
  if (!/^(charge|refund)\./.test(type)) return null
  const [row] = await sql<{ intent: string | null }>(
    `select body::jsonb #>> '{data,object,payment_intent}' as intent from receipt_bodies where receipt_id = ?`,
    [receiptId]
  )
  return row?.intent ?? null
}

export type PaymentEventRow = {
  id: string
  type: string
  eventId: string
  state: string
  outcome: string | null
  receivedAt: Date
  providerCreatedAt: Date | null
}

/** What a provider told about an order of an organization, as it came in. */
export async function paymentEventsOf(
  organizationId: string,
  orderId: string
): Promise<PaymentEventRow[]> {
  return sql<PaymentEventRow>(
    `select id, type, event_id as "eventId", state, outcome, received_at as "receivedAt",
       provider_created_at as "providerCreatedAt"
     from payment_events where organization_id = ? and order_id = ? order by received_at, id`,
    [organizationId, orderId]
  )
}
