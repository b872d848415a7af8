import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type AddressKind = 'emails' | 'phones'

export type Address = {
  id: string
  /** As somebody wrote it. */
  text: string
  /** As it is compared: lower case, or E.164. */
  norm: string
  label: string
  isPrimary: boolean
}

const KINDS = {
  emails: { table: 'contact_emails', text: 'email', norm: 'email_norm' },
  phones: { table: 'contact_phones', text: 'phone', norm: 'phone_e164' },
} as const

/** All of a contact, the primary one first. */
export function addressesOf(
  kind: AddressKind,
  contactId: string,
  trx?: TransactionClientContract
): Promise<Address[]> {
  const { table, text, norm } = KINDS[kind]
  return sql<Address>(
    `select id, ${text} as text, ${norm} as norm, label, is_primary as "isPrimary" from ${table}
     where organization_id = ? and contact_id = ? order by is_primary desc, created_at, id`,
    [Tenant.id(), contactId],
    trx
  )
}

/** False where somebody has it already: another contact an e-mail address, this one a number. */
export async function insertAddress(
  kind: AddressKind,
  contactId: string,
  given: { text: string; norm: string; label: string },
  trx: TransactionClientContract
): Promise<string | null> {
  const { table, text, norm } = KINDS[kind]
  const [row] = await sql<{ id: string }>(
    `insert into ${table} (id, organization_id, contact_id, ${text}, ${norm}, label, created_at)
     values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id`,
    [uuid(), Tenant.id(), contactId, given.text, given.norm, given.label, clock.now().toISO()],
    trx
  )
  return row?.id ?? null
}

export async function updateAddress(
  kind: AddressKind,
  id: string,
  given: { text: string; norm: string; label: string },
  trx: TransactionClientContract
): Promise<void> {
  const { table, text, norm } = KINDS[kind]
  await sql(
    `update ${table} set ${text} = ?, ${norm} = ?, label = ? where organization_id = ? and id = ?`,
    [given.text, given.norm, given.label, Tenant.id(), id],
    trx
  )
}

export async function deleteAddress(
  kind: AddressKind,
  id: string,
  trx: TransactionClientContract
): Promise<void> {
  const { table } = KINDS[kind]
  await sql(`delete from ${table} where organization_id = ? and id = ?`, [Tenant.id(), id], trx)
}

/** Makes one the primary one; the copy on the contact follows with `settlePrimaries`. */
export async function choosePrimary(
  kind: AddressKind,
  contactId: string,
  id: string,
  trx: TransactionClientContract
): Promise<void> {
  const { table } = KINDS[kind]
  const own = [Tenant.id(), contactId]
  await sql(
    `update ${table} set is_primary = false where organization_id = ? and contact_id = ? and is_primary`,
    own,
    trx
  )
  await sql(
    `update ${table} set is_primary = true where organization_id = ? and contact_id = ? and id = ?`,
    [...own, id],
    trx
  )
}

/**
 * Whoever wrote addresses of contacts calls this before the commit: who has some
 * but no primary one gets the oldest as that, and the copies on the contacts are
 * made to agree. For any number of contacts, with two statements.
 */
export async function settlePrimaries(
  kind: AddressKind,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  const { table, text, norm } = KINDS[kind]
  const tenant = Tenant.id()
  await sql(
    `update ${table} set is_primary = true
     where organization_id = ? and id in (
       select distinct on (a.contact_id) a.id from ${table} a
       where a.organization_id = ? and a.contact_id = any(?::uuid[]) and not exists (
         select 1 from ${table} p
         where p.organization_id = a.organization_id and p.contact_id = a.contact_id and p.is_primary)
       order by a.contact_id, a.created_at, a.id)`,
    [tenant, tenant, contactIds],
    trx
  )
  await sql(
    `update contacts c set ${text} = now.text, ${norm} = now.norm, updated_at = ?
     from (
       select one.id, p.${text} as text, p.${norm} as norm from unnest(?::uuid[]) one (id)
       left join ${table} p on p.organization_id = ? and p.contact_id = one.id and p.is_primary) now
     where c.organization_id = ? and c.id = now.id
       and (c.${text} is distinct from now.text or c.${norm} is distinct from now.norm)`,
    [clock.now().toISO(), contactIds, tenant, tenant],
    trx
  )
}

/** Who has an e-mail address, the deleted ones too. */
export async function ownerOfEmail(
  norm: string,
  trx?: TransactionClientContract
): Promise<{ id: string; name: string; isDeleted: boolean } | null> {
  const [row] = await sql<{ id: string; name: string; isDeleted: boolean }>(
    `select c.id, c.deleted_at is not null as "isDeleted",
       coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, 'Somebody') as name
     from contact_emails e join contacts c on c.organization_id = e.organization_id and c.id = e.contact_id
     where e.organization_id = ? and e.email_norm = ?`,
    [Tenant.id(), norm],
    trx
  )
  return row ?? null
}
