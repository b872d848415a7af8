import { clock } from '#core/clock/clock'
import { type Binding, sql } from '#core/database/sql'
import type { Client } from '#core/api/resource'
import { Tenant } from '#core/tenancy/tenant'

type Owned = { owner: string }

const EMAIL = `'email'`
const PHONE = `'sms', 'voice', 'whatsapp'`

/** SQL for the suppressions that hold at a moment (to be bound) for an address of the row `a`, as a list. */
function optOut(address: string, channels: string): string {
  return `coalesce((select jsonb_agg(jsonb_build_object('channel', s.channel, 'scope', s.scope, 'reason', s.reason,
       'expires_at', to_char(s.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.channel, s.scope)
     from suppressions s where s.organization_id = a.organization_id and s.channel in (${channels})
       and s.address_hash = warren_address_hash(${address})
       and (s.expires_at is null or s.expires_at > ?)), '[]')`
}

/** Rows that hang on many records, by the record; one statement for all. `before`: bindings that stand before the ids. */
async function grouped<R extends Owned>(
  text: string,
  ids: string[],
  client: Client,
  before: Binding[] = []
): Promise<(id: string) => Omit<R, 'owner'>[]> {
  const rows = await sql<R>(text, [...before, Tenant.id(), ids], client)
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
    `select a.contact_id as owner, a.id, a.email, a.label, a.is_primary, ${optOut('a.email_norm', EMAIL)} as opt_out
     from contact_emails a where a.organization_id = ? and a.contact_id = any(?::uuid[])
     order by a.is_primary desc, a.created_at, a.id`,
    ids,
    client,
    [clock.now().toISO()]
  )

export const phonesOfContacts = (ids: string[], client: Client) =>
  grouped(
    `select a.contact_id as owner, a.id, a.phone_e164 as phone, a.label, a.is_primary,
       ${optOut('a.phone_e164', PHONE)} as opt_out
     from contact_phones a where a.organization_id = ? and a.contact_id = any(?::uuid[])
     order by a.is_primary desc, a.created_at, a.id`,
    ids,
    client,
    [clock.now().toISO()]
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
