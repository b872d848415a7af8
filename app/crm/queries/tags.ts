import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type TaggedKind = 'contact' | 'company'
export type TagRow = { id: string; name: string; color: string }

const KINDS = {
  contact: { table: 'contact_tags', column: 'contact_id' },
  company: { table: 'company_tags', column: 'company_id' },
} as const

/** Tags of a record, by name. */
export function tagsOf(kind: TaggedKind, recordId: string): Promise<TagRow[]> {
  const { table, column } = KINDS[kind]
  return sql<TagRow>(
    `select t.id, t.name, t.color from ${table} x
     join tags t on t.organization_id = x.organization_id and t.id = x.tag_id
     where x.organization_id = ? and x.${column} = ? order by t.name_norm`,
    [Tenant.id(), recordId]
  )
}

/**
 * The tags of these names, whatever their case and accents; those that are
 * missing are made, each with the colour that stands beside its name. `made`
 * says which are new. Two at once make one.
 */
export async function findOrMakeTags(
  given: { name: string; color: string }[],
  trx: TransactionClientContract
): Promise<(TagRow & { made: boolean })[]> {
  const now = clock.now().toISO()
  const names = given.map(({ name }) => name)
  const made = await sql<{ id: string }>(
    `insert into tags (id, organization_id, name, color, created_at, updated_at)
     select id, ?, name, color, ?, ? from (
       select distinct on (warren_fold(name)) id, name, color
       from unnest(?::uuid[], ?::text[], ?::text[]) with ordinality one (id, name, color, n)
       order by warren_fold(name), n) one
     on conflict (organization_id, name_norm) do nothing returning id`,
    [Tenant.id(), now, now, names.map(() => uuid()), names, given.map(({ color }) => color)],
    trx
  )
  const isMade = new Set(made.map(({ id }) => id))
  const rows = await sql<TagRow>(
    `select id, name, color from tags where organization_id = ?
       and name_norm in (select warren_fold(name) from unnest(?::text[]) one (name)) order by name_norm`,
    [Tenant.id(), names],
    trx
  )
  return rows.map((row) => ({ ...row, made: isMade.has(row.id) }))
}

/** Which of the names no tag has. */
export async function missingTags(names: string[]): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select name from unnest(?::text[]) one (name) where not exists (
       select 1 from tags where organization_id = ? and name_norm = warren_fold(one.name))`,
    [names, Tenant.id()]
  )
  return rows.map(({ name }) => name)
}

/** Puts tags on a record; resolves to those that it did not have. Foreign ids are passed over. */
export function putTags(
  kind: TaggedKind,
  recordId: string,
  tagIds: string[],
  trx: TransactionClientContract
): Promise<TagRow[]> {
  const { table, column } = KINDS[kind]
  return sql<TagRow>(
    `with put as (
       insert into ${table} (organization_id, ${column}, tag_id, created_at)
       select organization_id, ?, id, ? from tags where organization_id = ? and id = any(?::uuid[])
       on conflict do nothing returning tag_id)
     select id, name, color from tags where organization_id = ? and id in (select tag_id from put) order by name_norm`,
    [recordId, clock.now().toISO(), Tenant.id(), tagIds, Tenant.id()],
    trx
  )
}

/** Takes tags off a record; resolves to those that it had. */
export function takeTags(
  kind: TaggedKind,
  recordId: string,
  tagIds: string[],
  trx: TransactionClientContract
): Promise<TagRow[]> {
  const { table, column } = KINDS[kind]
  return sql<TagRow>(
    `with taken as (
       delete from ${table} where organization_id = ? and ${column} = ? and tag_id = any(?::uuid[]) returning tag_id)
     select id, name, color from tags where organization_id = ? and id in (select tag_id from taken) order by name_norm`,
    [Tenant.id(), recordId, tagIds, Tenant.id()],
    trx
  )
}

export type CountedTag = TagRow & { contacts: number; companies: number }

/** All tags with how many records wear each. */
export function countedTags(): Promise<CountedTag[]> {
  return sql<CountedTag>(
    `select t.id, t.name, t.color, coalesce(c.count, 0)::int as contacts, coalesce(b.count, 0)::int as companies
     from tags t
     left join (select tag_id, count(*) from contact_tags where organization_id = ? group by tag_id) c on c.tag_id = t.id
     left join (select tag_id, count(*) from company_tags where organization_id = ? group by tag_id) b on b.tag_id = t.id
     where t.organization_id = ? order by t.name_norm limit 1000`,
    [Tenant.id(), Tenant.id(), Tenant.id()]
  )
}

/** How many records wear a tag. */
export async function countTagged(
  tagId: string,
  trx: TransactionClientContract
): Promise<{ contacts: number; companies: number }> {
  const [row] = await sql<{ contacts: number; companies: number }>(
    `select
       (select count(*)::int from contact_tags where organization_id = ? and tag_id = ?) as contacts,
       (select count(*)::int from company_tags where organization_id = ? and tag_id = ?) as companies`,
    [Tenant.id(), tagId, Tenant.id(), tagId],
    trx
  )
  return row
}

/** Everything that wears one tag wears the other. */
export async function moveTagged(
  fromId: string,
  intoId: string,
  trx: TransactionClientContract
): Promise<void> {
  for (const { table, column } of Object.values(KINDS)) {
    await sql(
      `insert into ${table} (organization_id, ${column}, tag_id, created_at)
       select organization_id, ${column}, ?, created_at from ${table} where organization_id = ? and tag_id = ?
       on conflict do nothing`,
      [intoId, Tenant.id(), fromId],
      trx
    )
  }
}
