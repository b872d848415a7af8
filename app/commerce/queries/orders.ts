import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

const FIRST_NUMBER = 1001

/** The next number of an order; the row of the sequence is locked until the transaction ends. */
export async function nextOrderNumber(trx: TransactionClientContract): Promise<number> {
  const [row] = await sql<{ value: number }>(
    `insert into organization_sequences (organization_id, name, value) values (?, 'order', ?)
     on conflict (organization_id, name) do update set value = organization_sequences.value + 1
     returning value`,
    [Tenant.id(), FIRST_NUMBER],
    trx
  )
  return Number(row.value)
}

/** Organization of an order by its id, whoever asks: metadata of an event of the install's account. */
export async function organizationOfOrder(orderId: string): Promise<string | null> {
  const [row] = await sql<{ organizationId: string }>(
    'select organization_id as "organizationId" from orders where id = ?',
    [orderId]
  )
  return row?.organizationId ?? null
}

type Place = { id: string; organizationId: string }

export type OrderKey = { sessionId: string } | { paymentIntentId: string } | { orderId: string }

/** The order that an account's session or payment belongs to. */
export async function orderOfObject(account: string, key: OrderKey): Promise<Place | null> {
  const [column, value] =
    'sessionId' in key
      ? ['checkout_session_id = ?', key.sessionId]
      : 'paymentIntentId' in key
        ? ['payment_intent_id = ?', key.paymentIntentId]
        : ['id = ?::uuid', key.orderId]
  const [place] = await sql<Place>(
    `select id, organization_id as "organizationId" from orders
     where provider = 'stripe' and provider_account = ? and ${column}`,
    [account, value]
  )
  return place ?? null
}

/**
 * Orders of all organizations that want a comparison with their provider: open
 * for some minutes, or paid within the last days and not compared since yesterday.
 */
export async function ordersToReconcile(moments: {
  openSince: string
  paidAfter: string
  comparedBefore: string
  limit: number
}): Promise<Place[]> {
  return sql<Place>(
    `select id, organization_id as "organizationId" from (
       (select id, organization_id, created_at from orders
        where status in ('pending', 'processing') and provider is not null and created_at < ?::timestamptz
        order by created_at limit ?)
       union all
       (select id, organization_id, created_at from orders
        where status in ('paid', 'partially_refunded', 'refunded', 'expired', 'failed')
          and provider = 'stripe' and checkout_session_id is not null
          and created_at > ?::timestamptz
          and (reconciled_at is null or reconciled_at < ?::timestamptz)
        order by created_at limit ?)) o`,
    [moments.openSince, moments.limit, moments.paidAfter, moments.comparedBefore, moments.limit]
  )
}

/** Refunds that are owed and whose try is due. */
export async function dueRefunds(limit: number): Promise<Place[]> {
  return sql<Place>(
    `select id, organization_id as "organizationId" from refunds
     where status = 'requested' and due_at <= clock_timestamp() order by due_at limit ?`,
    [limit]
  )
}

/** Puts a refund's next try off, so that one process carries it out; false when it is not owed any more. */
export async function claimRefund(refundId: string): Promise<boolean> {
  const rows = await sql(
    `update refunds set due_at = clock_timestamp() + interval '60 seconds'
     where organization_id = ? and id = ? and status = 'requested' returning id`,
    [Tenant.id(), refundId]
  )
  return rows.length > 0
}

export type MailState = {
  id: string
  mail: string
  to: string
  state: string
  subject: string | null
  error: string | null
  at: string
}

/** Mails that were written about an order. */
export async function mailsOfOrder(orderId: string, refundIds: string[]): Promise<MailState[]> {
  return sql<MailState>(
    `select id, mail, to_address as "to", state, subject, last_error as error,
       to_json(coalesce(sent_at, updated_at))#>>'{}' as at
     from outgoing_mails where organization_id = ? and mail like 'commerce/%'
       and (key = ? or key like ? or key = any(?::text[])) order by created_at, id`,
    [Tenant.id(), orderId, `${orderId}:%`, refundIds]
  )
}

export type OrderFact = {
  id: string
  type: string
  actorType: string
  actorName: string | null
  payload: Record<string, unknown>
  at: string
}

/** What happened to an order, from the event log. */
export async function factsOfOrder(orderId: string): Promise<OrderFact[]> {
  return sql<OrderFact>(
    `select e.id::text as id, e.type, e.actor_type as "actorType", u.full_name as "actorName", e.payload,
       to_json(e.occurred_at)#>>'{}' as at
     from events e left join users u on u.id = e.actor_id and e.actor_type = 'user'
     where e.organization_id = ? and e.subject_type = 'order' and e.subject_id = ?
     order by e.occurred_at desc, e.id desc limit 200`,
    [Tenant.id(), orderId]
  )
}
