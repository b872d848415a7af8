import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type Employment = {
  companyId: string
  name: string
  domain: string | null
  role: string | null
  isPrimary: boolean
}

/** The living companies of a contact, the primary one first. */
export function companiesOf(contactId: string): Promise<Employment[]> {
  return sql<Employment>(
    `select b.id as "companyId", b.name, b.domain, x.role, x.is_primary as "isPrimary" from company_contacts x
     join companies b on b.organization_id = x.organization_id and b.id = x.company_id
     where x.organization_id = ? and x.contact_id = ? and b.deleted_at is null
     order by x.is_primary desc, b.name_sort`,
    [Tenant.id(), contactId]
  )
}

export type Colleague = {
  id: string
  name: string
  email: string | null
  jobTitle: string | null
  avatarFileId: string | null
  role: string | null
  isPrimary: boolean
}

/** Living contacts of a company, by name; one more than `limit`, which says that there are more. */
export function contactsOf(companyId: string, limit: number): Promise<Colleague[]> {
  return sql<Colleague>(
    `select c.id, coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Nameless') as name,
       c.email, c.job_title as "jobTitle", c.avatar_file_id as "avatarFileId", x.role, x.is_primary as "isPrimary"
     from company_contacts x
     join contacts c on c.organization_id = x.organization_id and c.id = x.contact_id
     where x.organization_id = ? and x.company_id = ? and c.deleted_at is null
     order by c.name_sort, c.id limit ?`,
    [Tenant.id(), companyId, limit + 1]
  )
}

/** The name of a living company of the tenant, or null. */
export async function companyName(
  companyId: string,
  trx: TransactionClientContract
): Promise<string | null> {
  const [row] = await sql<{ name: string }>(
    'select name from companies where organization_id = ? and id = ? and deleted_at is null',
    [Tenant.id(), companyId],
    trx
  )
  return row?.name ?? null
}

/** Puts a contact into a company, or changes its role there. Its first company is the primary one. */
export async function putIntoCompany(
  contactId: string,
  { companyId, role, isPrimary }: { companyId: string; role?: string | null; isPrimary?: boolean },
  trx: TransactionClientContract
): Promise<void> {
  const tenant = Tenant.id()
  if (isPrimary) {
    await sql(
      `update company_contacts set is_primary = false
       where organization_id = ? and contact_id = ? and is_primary and company_id <> ?`,
      [tenant, contactId, companyId],
      trx
    )
  }
  await sql(
    `insert into company_contacts (organization_id, company_id, contact_id, role, is_primary, created_at)
     values (?, ?, ?, ?, ?::boolean, ?)
     on conflict (organization_id, contact_id, company_id) do update set
       role = case when ?::boolean then excluded.role else company_contacts.role end,
       is_primary = company_contacts.is_primary or excluded.is_primary`,
    [
      tenant,
      companyId,
      contactId,
      role,
      isPrimary ?? false,
      clock.now().toISO(),
      role !== undefined,
    ],
    trx
  )
  await settlePrimaryCompanies([contactId], trx)
}

/** False where the contact was not there. */
export async function takeFromCompany(
  contactId: string,
  companyId: string,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `delete from company_contacts where organization_id = ? and contact_id = ? and company_id = ? returning 1`,
    [Tenant.id(), contactId, companyId],
    trx
  )
  await settlePrimaryCompanies([contactId], trx)
  return rows.length > 0
}

/** Who has companies but no primary one gets the oldest as that. For any number of contacts. */
export async function settlePrimaryCompanies(
  contactIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update company_contacts x set is_primary = true
     from (
       select distinct on (a.contact_id) a.contact_id, a.company_id from company_contacts a
       where a.organization_id = ? and a.contact_id = any(?::uuid[]) and not exists (
         select 1 from company_contacts p
         where p.organization_id = a.organization_id and p.contact_id = a.contact_id and p.is_primary)
       order by a.contact_id, a.created_at, a.company_id) chosen
     where x.organization_id = ? and x.contact_id = chosen.contact_id and x.company_id = chosen.company_id`,
    [Tenant.id(), contactIds, Tenant.id()],
    trx
  )
}

/** Living companies with this domain, the oldest first. */
export function companiesOfDomain(domain: string): Promise<{ id: string; name: string }[]> {
  return sql(
    `select id, name from companies where organization_id = ? and domain = ? and deleted_at is null
     order by created_at, id limit 3`,
    [Tenant.id(), domain]
  )
}
