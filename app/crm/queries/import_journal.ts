import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { type Binding, sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { ImportTicket } from '#crm/queries/import_creation'

type Table = 'companies' | 'deals'

/** What a record gets in a column: SQL over its row `r` and the record `c`. */
export type NewValue = { column: string; value: string }

export type Revision = {
  table: Table
  resolved: SqlPart
  values: NewValue[]
  ticket: ImportTicket
  /** A further statement over `changed`, which has old_<column> and new_<column> of each value. */
  also?: SqlPart
}

/** The file's value, or the record's own, by the rule of the import. Empty cells never win. */
export function laidOver(column: string, existing: 'replace' | 'keep'): string {
  const [first, second] = existing === 'replace' ? ['r', 'c'] : ['c', 'r']
  return `coalesce(${first}.${column}, ${second}.${column})`
}

/**
 * Changes the companies or deals that rows of a chunk are about, and notes how they were. Rows about one record count
 * once, the first of them. Resolves to how many were changed and how many were as the file says already.
 */
export async function reviseRecords(
  { table, resolved, values, ticket, also }: Revision,
  trx: TransactionClientContract
): Promise<{ updated: number; unchanged: number }> {
  const custom =
    ticket.rules.existing === 'replace'
      ? `c.custom || coalesce(r.custom, '{}')`
      : `coalesce(r.custom, '{}') || c.custom`
  const all = [
    ...values,
    { column: 'custom', value: custom },
    { column: 'deleted_at', value: 'null::timestamptz' },
  ]
  const each = (text: (column: string) => string) =>
    all.map(({ column }) => text(column)).join(', ')
  const [counts] = await sql<{ updated: number; unchanged: number }>(
    `with known as materialized (
       select distinct on (r.target) r.* from (${resolved.sql}) r where verdict = 'update' order by r.target, r.row_no
     ), compared as materialized (
       select c.id, c.organization_id, ${each((column) => `c.${column} as old_${column}`)},
         ${all.map(({ column, value }) => `${value} as new_${column}`).join(', ')}
       from known r join ${table} c on c.organization_id = r.organization_id and c.id = r.target
       order by c.id for update of c
     ), changed as materialized (
       select c.*, changes.before, changes.after from compared c
       cross join lateral (select jsonb_build_object(${each((column) => `'${column}', old_${column}`)}) as had,
         jsonb_build_object(${each((column) => `'${column}', new_${column}`)}) as has offset 0) whole
       cross join lateral (select jsonb_object_agg(key, whole.had -> key) as before, jsonb_object_agg(key, value) as after
         from jsonb_each(whole.has) where value is distinct from whole.had -> key) changes
       where whole.had is distinct from whole.has
     ), written as (
       update ${table} c set ${each((column) => `${column} = n.new_${column}`)}, updated_at = ?::timestamptz
       from changed n where c.organization_id = n.organization_id and c.id = n.id
     ), noted as (
       insert into import_record_changes as had (organization_id, import_id, record_id, before, after)
       select organization_id, ?::uuid, id, before, after from changed
       on conflict (organization_id, import_id, record_id) do update
         set before = excluded.before || had.before, after = had.after || excluded.after
     ) ${also ? `, also as (${also.sql})` : ''}
     select (select count(*) from changed)::int as updated,
       ((select count(*) from compared) - (select count(*) from changed))::int as unchanged ${PLAN_AFRESH}`,
    [...resolved.bindings, ticket.stamp, ticket.id, ...(also?.bindings ?? [])],
    trx
  )
  return counts
}

/** Columns that go back together, or not at all; with SQL over the record `c` that must hold too. */
export type Together = { columns: string[]; if?: string }

export type Restoration = {
  table: Table
  together: Together[]
  /** Types of columns that are no texts. */
  types: Record<string, string>
  /** Further columns to set, with SQL over `c` and the note `t`; `back(n)` says whether a group goes back. */
  set?: (back: (group: number) => string) => string[]
  setBindings?: Binding[]
  /** A further statement over `was` (records before) and `restored` (after). */
  also?: SqlPart
}

/**
 * Gives records back what an import changed, where it is still the import's. Some at a time: resolves to how many there
 * were, and how many of them hold a value that somebody changed since and that stays.
 */
export async function restoreRecords(
  { table, together, types, set, setBindings = [], also }: Restoration,
  { ticket: { id }, most, now }: { ticket: ImportTicket; most: number; now: string },
  trx: TransactionClientContract
): Promise<{ found: number; kept: number }> {
  const isNoted = ({ columns }: Together) =>
    `(${columns.map((column) => `jsonb_exists(t.before, '${column}')`).join(' or ')})`
  const isOurs = ({ columns, if: condition }: Together) =>
    `(${[
      ...columns.map(
        (column) => `(not jsonb_exists(t.before, '${column}')
          or to_jsonb(c.${column}) is not distinct from nullif(t.after -> '${column}', 'null'))`
      ),
      ...(condition ? [condition] : []),
    ].join(' and ')})`
  const goesBack = (group: Together) => `(${isNoted(group)} and ${isOurs(group)})`
  const restored = together.flatMap((group) =>
    group.columns.map(
      (column) => `${column} = case when jsonb_exists(t.before, '${column}') and ${goesBack(group)}
        then (t.before ->> '${column}')::${types[column] ?? 'text'} else c.${column} end`
    )
  )
  const isElse = together.map((group) => `(${isNoted(group)} and not ${isOurs(group)})`)
  const keys = `select k.key, t.before -> 'custom' -> k.key as had
    from jsonb_object_keys(coalesce(t.after -> 'custom', '{}')) k (key)
    where t.after -> 'custom' -> k.key is distinct from t.before -> 'custom' -> k.key
      and c.custom -> k.key is not distinct from t.after -> 'custom' -> k.key`
  const more = set?.((group) => goesBack(together[group])) ?? []
  const mine = [Tenant.id(), id]
  const [counts] = await sql<{ found: number; kept: number }>(
    `with t as materialized (
       select *, row_number() over (order by record_id) as number from import_record_changes
       where organization_id = ? and import_id = ? order by record_id limit ?
     ), was as materialized (
       select c.* from t join ${table} c on c.organization_id = t.organization_id and c.id = t.record_id
       order by c.id for update of c
     ), kept as materialized (
       select 1 from t join was c on c.id = t.record_id where ${isElse.join(' or ')}
     ), restored as (
       update ${table} c set ${[...restored, ...more].join(', ')}, updated_at = ?::timestamptz,
         custom = (c.custom - coalesce((select array_agg(key) from (${keys}) k), '{}'))
           || coalesce((select jsonb_object_agg(key, had) from (${keys}) k where had is not null), '{}')
       from t where c.organization_id = t.organization_id and c.id = t.record_id returning c.*
     ), forgotten as (
       delete from import_record_changes i using t where i.organization_id = t.organization_id
         and i.import_id = t.import_id and i.record_id = t.record_id
     ) ${also ? `, also as (${also.sql})` : ''}
     select (select count(*) from t)::int as found, (select count(*) from kept)::int as kept`,
    [...mine, most, ...setBindings, now, ...(also?.bindings ?? [])],
    trx
  )
  return counts
}

/** Whether nobody else has the id by which another system knew the record. */
export function isFree(table: Table): string {
  return `not exists (select 1 from ${table} other where other.organization_id = c.organization_id
    and other.external_id = t.before ->> 'external_id' and other.id <> c.id)`
}

/** Those of the records in `made` to which something of others refers: tasks, notes, and rows of some tables. */
export function usesOf(type: 'company' | 'deal', tables: string[]): string[] {
  const use = (table: string, where: string) =>
    `select m.id from made m join ${table} u on u.organization_id = m.organization_id and ${where}`
  return [
    ...tables.map((table) => use(table, `u.${type}_id = m.id`)),
    ...['task_links', 'note_links'].map((table) =>
      use(table, `u.target_type = '${type}' and u.target_id = m.id`)
    ),
  ]
}
