import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Makes the row of the install's own relay for the tenant, last in order, unless it is there. */
export async function insertHouseAccount(secrets: string): Promise<void> {
  const now = clock.now().toISO()
  await sql(
    `insert into mail_accounts (id, organization_id, provider, label, secrets, position, created_at, updated_at)
     select ?::uuid, o.id, 'house', 'House', ?, 1000, ?::timestamptz, ?::timestamptz from organizations o
     where o.id = ? and not exists (
       select 1 from mail_accounts a where a.organization_id = o.id and a.provider = 'house')
     on conflict do nothing`,
    [uuid(), secrets, now, now, Tenant.id()]
  )
}

/** Makes the tenant's sender with the install's address, in its own name; the default while there is no other. */
export async function insertHouseSender(address: string): Promise<void> {
  const now = clock.now().toISO()
  await sql(
    `insert into senders (id, organization_id, name, address, address_norm, reply_to, is_default, created_at, updated_at)
     select ?::uuid, o.id, o.name, ?::text, lower(?::text), o.support_email,
       not exists (select 1 from senders d where d.organization_id = o.id and d.is_default and d.archived_at is null),
       ?::timestamptz, ?::timestamptz
     from organizations o where o.id = ? and not exists (
       select 1 from senders s where s.organization_id = o.id and s.domain_id is null)
     on conflict do nothing`,
    [uuid(), address, address, now, now, Tenant.id()]
  )
}
