import { sql } from '#core/database/sql'
import type { Client } from '#core/api/resource'
import { Tenant } from '#core/tenancy/tenant'

type Owned = { owner: string }

/** Rows that hang on many records, by the record; one statement for all. */
async function grouped<R extends Owned>(
  text: string,
  ids: string[],
  client: Client
): Promise<(id: string) => Omit<R, 'owner'>[]> {
  const rows = await sql<R>(text, [Tenant.id(), ids], client)
  const byOwner = new Map<string, Omit<R, 'owner'>[]>()
  for (const { owner, ...row } of rows) {
    const list = byOwner.get(owner)
    if (list) list.push(row)
    else byOwner.set(owner, [row])
  }
  return (id) => byOwner.get(id) ?? []
}

export const emailsOfContacts = (ids: string[], client: Client) =>
  grouped(
    `select contact_id as owner, id, email, label, is_primary from contact_emails
     where organization_id = ? and contact_id = any(?::uuid[]) order by is_primary desc, created_at, id`,
    ids,
    client
  )

export const phonesOfContacts = (ids: string[], client: Client) =>
  grouped(
    `select contact_id as owner, id, phone_e164 as phone, label, is_primary from contact_phones
     where organization_id = ? and contact_id = any(?::uuid[]) order by is_primary desc, created_at, id`,
    ids,
    client
  )

export const tagsOfContacts = (ids: string[], client: Client) =>
  grouped(
    `select x.contact_id as owner, t.id, t.name, t.color from contact_tags x
     join tags t on t.organization_id = x.organization_id and t.id = x.tag_id
     where x.organization_id = ? and x.contact_id = any(?::uuid[]) order by t.name_norm`,
    ids,
    client
  )

export const tagsOfCompanies = (ids: string[], client: Client) =>
  grouped(
    `select x.company_id as owner, t.id, t.name, t.color from company_tags x
     join tags t on t.organization_id = x.organization_id and t.id = x.tag_id
     where x.organization_id = ? and x.company_id = any(?::uuid[]) order by t.name_norm`,
    ids,
    client
  )

export const companiesOfContacts = (ids: string[], client: Client) =>
  grouped(
    `select x.contact_id as owner, c.id, c.name, x.role, x.is_primary from company_contacts x
     join companies c on c.organization_id = x.organization_id and c.id = x.company_id and c.deleted_at is null
     where x.organization_id = ? and x.contact_id = any(?::uuid[]) order by x.is_primary desc, c.name_sort, c.id`,
    ids,
    client
  )

/** The members who own records, by user id. */
export async function ownersNamed(
  ids: (string | null)[],
  client: Client
): Promise<Map<string, { id: string; name: string; email: string }>> {
  const known = [...new Set(ids.filter((id): id is string => id !== null))]
  if (known.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string; email: string }>(
    `select u.id, u.full_name as name, u.email from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and u.id = any(?::uuid[])`,
    [Tenant.id(), known],
    client
  )
  return new Map(rows.map((row) => [row.id, row]))
}
