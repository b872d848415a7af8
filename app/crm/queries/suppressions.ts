import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { NewSuppression } from '#crm/suppression'

export type SuppressionRow = {
  id: string
  channel: string
  addressHash: string
  reason: string
  scope: string
  source: string
  /** A living contact who has the address, if any. */
  contactId: string | null
}

const OWNER = (row: string) => `(select contact_id from contact_emails e
   where ${row}.channel = 'email' and e.organization_id = ${row}.organization_id and e.email_norm = t.address)`

/**
 * Adds suppressions with one statement. One that stands already stays, but its expiry moves out and never in. Resolves
 * to those that are new.
 */
export function insertSuppressions(
  rows: (NewSuppression & { addressNorm: string })[],
  trx: TransactionClientContract
): Promise<SuppressionRow[]> {
  const { actor } = Context.get()
  const given = new Map(
    rows.map((row) => [
      `${row.channel} ${row.scope ?? 'all'} ${row.addressNorm}`,
      {
        id: uuid(),
        channel: row.channel,
        address: row.addressNorm,
        reason: row.reason,
        scope: row.scope ?? 'all',
        expires_at: row.expiresAt?.toISO() ?? null,
        source: row.source,
        note: row.note ?? null,
      },
    ])
  )
  const now = clock.now().toISO()
  return sql<SuppressionRow>(
    `with t as (
       select * from jsonb_to_recordset(?::jsonb) t (id uuid, channel text, address text, reason text, scope text,
         expires_at timestamptz, source text, note text)
     ), made as (
       insert into suppressions as s (id, organization_id, channel, address_hash, hint, reason, scope, expires_at, source,
         note, actor_type, actor_id, created_at)
       select id, ?::uuid, channel, warren_address_hash(address), warren_address_hint(address), reason, scope, expires_at,
         source, note, ?, ?, ?::timestamptz from t
       on conflict (organization_id, channel, address_hash, scope) do update
         set expires_at = case when s.expires_at is null or excluded.expires_at is null then null
               else greatest(s.expires_at, excluded.expires_at) end,
           reason = case when s.expires_at <= excluded.created_at then excluded.reason else s.reason end
       returning s.*, (s.xmax = 0) as is_new)
     select made.id, made.channel, made.address_hash as "addressHash", made.reason, made.scope, made.source,
       ${OWNER('made')} as "contactId"
     from made join t on warren_address_hash(t.address) = made.address_hash and t.channel = made.channel
       and t.scope = made.scope
     where made.is_new`,
    [JSON.stringify([...given.values()]), Tenant.id(), actor.type, actor.id, now],
    trx
  )
}

/** Takes suppressions of the tenant away. Resolves to what stood there. */
export function deleteSuppressions(
  ids: string[],
  trx: TransactionClientContract
): Promise<Omit<SuppressionRow, 'contactId'>[]> {
  return sql(
    `delete from suppressions where organization_id = ? and id = any(?)
     returning id, channel, address_hash as "addressHash", reason, scope, source`,
    [Tenant.id(), ids],
    trx
  )
}

/** Which of these normalised addresses are suppressed now, with the widest scope. */
export async function suppressedOf(
  channel: string,
  addresses: string[],
  purpose: 'marketing' | 'transactional'
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set()
  const rows = await sql<{ address: string }>(
    `select distinct a.address from unnest(?::text[]) a (address)
     join suppressions s on s.organization_id = ? and s.channel = ?
       and s.address_hash = warren_address_hash(a.address)
     where (s.expires_at is null or s.expires_at > ?) and (s.scope = 'all' or ? = 'marketing')`,
    [addresses, Tenant.id(), channel, clock.now().toISO(), purpose]
  )
  return new Set(rows.map((row) => row.address))
}
