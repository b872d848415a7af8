import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { contactReferences } from '#core/registry/contact_references'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { PLAIN } from '#crm/imports/contacts/targets'
import { idOfRow, type ImportTicket } from '#crm/queries/import_creation'
import type { RowRange } from '#crm/queries/import_resolution'

type Undoing = Omit<ImportTicket, 'rules'>

/** Rows that the import itself writes: what came later carries another time. */
const OWN = ['contact_emails', 'contact_phones', 'company_contacts', 'contact_tags']
/** What the house notes by itself about everybody: not a thing that happened to somebody. */
const BESIDE = [
  ...['consents', 'consent_states', 'events', 'segment_members', 'segment_dues', 'import_changes'],
  'import_deal_rows',
  ...['duplicate_pairs', 'duplicate_keys', 'duplicate_changes', 'bulk_action_items'],
]

/**
 * Deletes the contacts that rows of a range made, but for those to whom something happened since: they were changed,
 * bought, were written to. Resolves to how many went and how many stay.
 */
export async function deleteCreated(
  { idPrefix, stamp }: Undoing,
  { first, last }: RowRange,
  trx: TransactionClientContract
): Promise<{ deleted: number; kept: number }> {
  const touched = contactReferences
    .all()
    .filter(({ table }) => !OWN.includes(table) && !BESIDE.includes(table))
    .map(({ table, column, where = {} }) => {
      const named = Object.entries(where).map(([name, value]) => ` and h.${name} = '${value}'`)
      const real =
        table === 'activities' ? ` and h.kind not in ('segment.entered', 'segment.left')` : ''
      return happened(table, column, named.join('') + real)
    })
  const added = OWN.map((table) =>
    happened(table, 'contact_id', ' and h.created_at <> ?::timestamptz')
  )
  const [counts] = await sql<{ deleted: number; kept: number }>(
    `with made as materialized (
       select c.id, c.organization_id, c.updated_at from contacts c
       where c.organization_id = ? and c.deleted_at is null
         and c.id between ${idOfRow('contact', '?::int')} and ${idOfRow('contact', '?::int')}
       for update of c
     ), kept as materialized (
       select id from made where updated_at <> ?::timestamptz union ${[...added, ...touched].join(' union ')}
     ), given_up as materialized (
       select id, organization_id from made where not exists (select 1 from kept where kept.id = made.id)
     ), unindexed as (
       delete from field_values v using given_up m
       where v.organization_id = m.organization_id and v.record_id = m.id
     ), gone as (
       delete from contacts c using given_up m
       where c.organization_id = m.organization_id and c.id = m.id returning 1)
     select (select count(*) from gone)::int as deleted, (select count(*) from kept)::int as kept`,
    [Tenant.id(), idPrefix, first, idPrefix, last, stamp, ...added.map(() => stamp)],
    trx
  )
  return counts
}

/** Those of the import's contacts whom a row of a table is about. */
function happened(table: string, column: string, more: string): string {
  return `select m.id from made m
    join ${table} h on h.organization_id = m.organization_id and h.${column} = m.id${more}`
}

const TYPES: Record<string, string> = {
  owner_id: 'uuid',
  country: 'char(2)',
  deleted_at: 'timestamptz',
}
const RESTORED = [
  ...[...PLAIN, 'owner_id', 'email', 'email_norm', 'phone', 'phone_e164', 'deleted_at'],
]

/**
 * Gives contacts back what the import changed, value by value, where the value is still the import's; takes away what
 * it added. Some at a time: resolves to how many there were, and how many of them hold a value that somebody changed
 * since and that stays.
 */
export async function restoreChanged(
  { id, stamp }: Undoing,
  most: number,
  now: string,
  trx: TransactionClientContract
): Promise<{ found: number; kept: number }> {
  const mine = [Tenant.id(), id]
  const isOurs = (column: string) =>
    `(jsonb_exists(t.before, '${column}') and to_jsonb(c.${column}) is not distinct from nullif(t.after -> '${column}', 'null'))`
  const restored = RESTORED.map(
    (column) =>
      `${column} = case when ${isOurs(column)} then (t.before ->> '${column}')::${TYPES[column] ?? 'text'} else c.${column} end`
  )
  const isElse = RESTORED.map(
    (column) => `(jsonb_exists(t.before, '${column}') and not ${isOurs(column)})`
  )
  const keys = `select k.key, t.before -> 'custom' -> k.key as had
    from jsonb_object_keys(coalesce(t.after -> 'custom', '{}')) k (key)
    where t.after -> 'custom' -> k.key is distinct from t.before -> 'custom' -> k.key
      and c.custom -> k.key is not distinct from t.after -> 'custom' -> k.key`
  const todo = `select * from import_changes where organization_id = ? and import_id = ? order by contact_id limit ?`
  for (const [table, key, list] of [
    ['contact_tags', 'tag_id', 'added_tags'],
    ['company_contacts', 'company_id', 'added_companies'],
  ]) {
    await sql(
      `delete from ${table} h using (${todo}) t where h.organization_id = t.organization_id
         and h.contact_id = t.contact_id and h.${key} = any(t.${list}) and h.created_at = ?::timestamptz`,
      [...mine, most, stamp],
      trx
    )
  }
  for (const [table, norm, list] of [
    ['contact_emails', 'email_norm', 'added_emails'],
    ['contact_phones', 'phone_e164', 'added_phones'],
  ]) {
    await sql(
      `delete from ${table} h using (${todo}) t where h.organization_id = t.organization_id
         and h.contact_id = t.contact_id and h.id = any(t.${list})
         and (not h.is_primary or t.after ->> '${norm}' = h.${norm})`,
      [...mine, most],
      trx
    )
  }
  const [counts] = await sql<{ found: number; kept: number }>(
    `with t as materialized (${todo}), restored as (
       update contacts c set ${restored.join(', ')}, updated_at = ?::timestamptz,
         custom = (c.custom - coalesce((select array_agg(key) from (${keys}) k), '{}'))
           || coalesce((select jsonb_object_agg(key, had) from (${keys}) k where had is not null), '{}')
       from t where c.organization_id = t.organization_id and c.id = t.contact_id
       returning c.id
     ), kept as (
       select 1 from t join contacts c on c.organization_id = t.organization_id and c.id = t.contact_id
       where ${isElse.join(' or ')}
     ), noted as (
       -- Who they are again may be somebody else's double.
       insert into duplicate_changes (organization_id, contact_id, changed_at)
       select organization_id, contact_id, ?::timestamptz from t on conflict do nothing
     ), forgotten as (
       delete from import_changes i using t where i.organization_id = t.organization_id
         and i.import_id = t.import_id and i.contact_id = t.contact_id)
     select (select count(*) from t)::int as found, (select count(*) from kept)::int as kept`,
    [...mine, most, now, now],
    trx
  )
  return counts
}

/** Deletes the companies and tags that the import made and that nobody uses. */
export async function deleteUnused(
  { id, stamp }: Undoing,
  trx: TransactionClientContract
): Promise<void> {
  const uses = [
    ...['company_contacts.company_id', 'company_tags.company_id', 'deals.company_id'],
    ...['task_links.target_id', 'note_links.target_id'],
  ].map((use) => {
    const [table, column] = use.split('.')
    return `not exists (select 1 from ${table} u where u.organization_id = c.organization_id and u.${column} = c.id)`
  })
  await sql(
    `delete from companies c using import_companies i
     where i.organization_id = ? and i.import_id = ? and i.is_made and c.organization_id = i.organization_id
       and c.id = i.company_id and c.updated_at = ?::timestamptz and ${uses.join(' and ')}`,
    [Tenant.id(), id, stamp],
    trx
  )
  await sql(
    `delete from tags g using import_tags i
     where i.organization_id = ? and i.import_id = ? and g.organization_id = i.organization_id and g.id = i.tag_id
       and g.updated_at = ?::timestamptz
       and not exists (select 1 from contact_tags u where u.organization_id = g.organization_id and u.tag_id = g.id)
       and not exists (select 1 from company_tags u where u.organization_id = g.organization_id and u.tag_id = g.id)`,
    [Tenant.id(), id, stamp],
    trx
  )
}
