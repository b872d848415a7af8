import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

type Trx = TransactionClientContract

/** A contact as it stands, under the words of its table. */
export type StandingContact = {
  id: string
  columns: Record<string, string | null>
  custom: Record<string, unknown>
  emailNorm: string | null
  phoneE164: string | null
  isDeleted: boolean
}

const COLUMNS = `first_name, last_name, job_title, external_id, lifecycle, owner_id, locale, time_zone, street, city,
  region, postal_code, country`
const SHAPE = `id uuid, email text, email_norm text, phone text, phone_e164 text, source text, custom jsonb, first_name text,
  last_name text, job_title text, external_id text, lifecycle text, owner_id uuid, locale text, time_zone text, street text,
  city text, region text, postal_code text, country text`

/** Who has these addresses, the deleted ones too: contact id by address. */
export async function ownersOfEmails(norms: string[], trx: Trx): Promise<Map<string, string>> {
  const rows = await sql<{ norm: string; id: string }>(
    `select email_norm as norm, contact_id as id from contact_emails
     where organization_id = ? and email_norm = any(?)`,
    [Tenant.id(), norms],
    trx
  )
  return new Map(rows.map(({ norm, id }) => [norm, id]))
}

/** Who has these external ids; whoever was merged away stands for the one who stayed. */
export async function ownersOfExternalIds(ids: string[], trx: Trx): Promise<Map<string, string>> {
  const rows = await sql<{ external: string; id: string }>(
    `select external_id as external, coalesce(merged_into_id, id) as id from contacts
     where organization_id = ? and external_id = any(?)`,
    [Tenant.id(), ids],
    trx
  )
  return new Map(rows.map(({ external, id }) => [external, id]))
}

/** Which of these contacts are deleted. */
export async function deletedAmong(ids: string[], trx: Trx): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await sql<{ id: string }>(
    `select id from contacts where organization_id = ? and id = any(?::uuid[]) and deleted_at is not null`,
    [Tenant.id(), ids],
    trx
  )
  return new Set(rows.map(({ id }) => id))
}

/** Contacts as they stand, held until the transaction ends; in one order, so that two sets cannot lock each other out. */
export function holdContacts(ids: string[], trx: Trx): Promise<StandingContact[]> {
  return sql<StandingContact>(
    `select id, custom, email_norm as "emailNorm", phone_e164 as "phoneE164", deleted_at is not null as "isDeleted",
       (select to_jsonb(one) from (select ${COLUMNS}) one) as columns
     from contacts where organization_id = ? and id = any(?::uuid[]) order by id for no key update`,
    [Tenant.id(), ids],
    trx
  )
}

/** Numbers of contacts: `<contact id> <number>`. */
export async function phonesOf(ids: string[], trx: Trx): Promise<Set<string>> {
  const rows = await sql<{ id: string; norm: string }>(
    `select contact_id as id, phone_e164 as norm from contact_phones
     where organization_id = ? and contact_id = any(?::uuid[])`,
    [Tenant.id(), ids],
    trx
  )
  return new Set(rows.map(({ id, norm }) => `${id} ${norm}`))
}

/** Rows of contacts under the words of the table, `custom` an object. */
export type NewRow = Record<string, unknown> & { id: string }

export async function insertContacts(rows: NewRow[], trx: Trx): Promise<void> {
  const now = clock.now().toISO()
  await sql(
    `insert into contacts (id, organization_id, user_id, email, email_norm, phone, phone_e164, source, custom, ${COLUMNS},
       created_at, updated_at)
     select id, ?, (select u.id from users u where u.email_norm = w.email_norm and u.email_verified_at is not null),
       email, email_norm, phone, phone_e164, source, custom, first_name, last_name, job_title, external_id,
       coalesce(lifecycle, 'lead'), owner_id, locale, time_zone, street, city, region, postal_code, country, ?, ?
     from jsonb_to_recordset(?::jsonb) w (${SHAPE})`,
    [Tenant.id(), now, now, JSON.stringify(rows)],
    trx
  )
}

/** Writes rows in whole; whoever was deleted is back. */
export async function updateContacts(rows: NewRow[], trx: Trx): Promise<void> {
  const set = COLUMNS.split(',').map((name) => `${name.trim()} = w.${name.trim()}`)
  await sql(
    `update contacts c set ${set.join(', ')}, custom = w.custom, deleted_at = null, updated_at = ?
     from jsonb_to_recordset(?::jsonb) w (${SHAPE}) where c.organization_id = ? and c.id = w.id`,
    [clock.now().toISO(), JSON.stringify(rows), Tenant.id()],
    trx
  )
}

export type NewWay = {
  contactId: string
  text: string
  norm: string
  label: string
  isPrimary: boolean
}

const WAYS = {
  emails: { table: 'contact_emails', text: 'email', norm: 'email_norm' },
  phones: { table: 'contact_phones', text: 'phone', norm: 'phone_e164' },
} as const
export type WayKind = keyof typeof WAYS

/** Resolves to the number of rows that were made: fewer than given when somebody was faster. */
export async function insertWays(kind: WayKind, ways: NewWay[], trx: Trx): Promise<number> {
  if (ways.length === 0) return 0
  const { table, text, norm } = WAYS[kind]
  const rows = await sql(
    `insert into ${table} (id, organization_id, contact_id, ${text}, ${norm}, label, is_primary, created_at)
     select id, ?, contact, text, norm, label, is_primary, ?
     from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[])
       w (id, contact, text, norm, label, is_primary)
     order by norm on conflict do nothing returning id`,
    [
      Tenant.id(),
      clock.now().toISO(),
      ways.map(() => uuid()),
      ways.map(({ contactId }) => contactId),
      ways.map((way) => way.text),
      ways.map((way) => way.norm),
      ways.map(({ label }) => label),
      ways.map(({ isPrimary }) => String(isPrimary)),
    ],
    trx
  )
  return rows.length
}

type Mark = { contactId: string; norm: string }

/** Gives addresses that are there another label. */
export async function labelWays(
  kind: WayKind,
  ways: (Mark & { label: string })[],
  trx: Trx
): Promise<void> {
  if (ways.length === 0) return
  const { table, norm } = WAYS[kind]
  await sql(
    `update ${table} a set label = w.label from unnest(?::uuid[], ?::text[], ?::text[]) w (contact, norm, label)
     where a.organization_id = ? and a.contact_id = w.contact and a.${norm} = w.norm and a.label <> w.label`,
    [...columns(ways), ways.map(({ label }) => label), Tenant.id()],
    trx
  )
}

/** Makes one address of each contact the primary one; settlePrimaries() then copies it. */
export async function choosePrimaries(kind: WayKind, ways: Mark[], trx: Trx): Promise<void> {
  if (ways.length === 0) return
  const { table, norm } = WAYS[kind]
  for (const [test, value] of [
    ['<>', false],
    ['=', true],
  ] as const) {
    await sql(
      `update ${table} a set is_primary = ${value} from unnest(?::uuid[], ?::text[]) w (contact, norm)
       where a.organization_id = ? and a.contact_id = w.contact and a.${norm} ${test} w.norm
         and a.is_primary = ${!value}`,
      [...columns(ways), Tenant.id()],
      trx
    )
  }
}

/** Puts tags on contacts; resolves to those that were not on. */
export function putTagsOnMany(
  pairs: { contactId: string; tagId: string }[],
  trx: Trx
): Promise<{ contactId: string; tagId: string }[]> {
  return sql(
    `insert into contact_tags (organization_id, contact_id, tag_id, created_at)
     select ?, contact, tag, ? from unnest(?::uuid[], ?::uuid[]) w (contact, tag)
     order by contact, tag on conflict do nothing returning contact_id as "contactId", tag_id as "tagId"`,
    [
      Tenant.id(),
      clock.now().toISO(),
      pairs.map(({ contactId }) => contactId),
      pairs.map(({ tagId }) => tagId),
    ],
    trx
  )
}

function columns(ways: Mark[]): [string[], string[]] {
  return [ways.map(({ contactId }) => contactId), ways.map(({ norm }) => norm)]
}
