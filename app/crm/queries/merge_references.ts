import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ContactReference } from '#core/registry/contact_references'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

type Row = { merge_id: string; count: number }

const NAME = /^[a-z_][a-z0-9_]*$/

/** Names come from the registry, which is code; this keeps a slip of ours from becoming SQL. */
function name(text: string): string {
  if (!NAME.test(text)) throw new Error(`"${text}" is no name of a table or column`)
  return text
}

const keysOf = (ref: ContactReference) => ref.key.filter((key) => key !== ref.column).map(name)

const object = (alias: string, columns: string[]) =>
  `jsonb_build_object(${columns.map((column) => `'${name(column)}', ${alias}.${name(column)}`).join(', ')})`

const only = (ref: ContactReference, alias: string) =>
  Object.entries(ref.where ?? {})
    .map(([column, value]) => ` and ${alias}.${name(column)} = '${name(value)}'`)
    .join('')

/** Rows of one contact (`l`) for which the other (`w`) has one of the same unique key. */
const clash = (ref: ContactReference, l: string, w: string, contact: string) =>
  (ref.unique ?? [])
    .map(
      (columns) =>
        `exists (select 1 from ${name(ref.table)} ${w} where ${w}.organization_id = ${l}.organization_id
           and ${w}.${name(ref.column)} = ${contact}${only(ref, w)}
           and ${columns.map((c) => `${w}.${name(c)} is not distinct from ${l}.${name(c)}`).join(' and ')})`
    )
    .join(' or ')

const referenceName = (ref: ContactReference) => `${name(ref.table)}.${name(ref.column)}`

/**
 * Lets what names the losers of these merges name their winners, and writes every touched row into the journal. No
 * winner is twice among them. Can be repeated: it moves what came late. Resolves to how many rows moved, per merge.
 */
export async function moveReference(
  ref: ContactReference,
  mergeIds: string[],
  trx: TransactionClientContract
): Promise<Row[]> {
  if (ref.unite) await unite(ref, mergeIds, trx)
  if (ref.onConflict === 'drop') await dropClashes(ref, mergeIds, trx)
  const [table, column, keys] = [name(ref.table), name(ref.column), keysOf(ref)]
  const same = keys.map((key) => `t.${key} = p.${key}`).join(' and ') || 'true'
  const flag = ref.flag ? name(ref.flag) : null
  const clashes = clash(ref, 't', 'w', 'm.winner_id')
  return sql<Row>(
    `with picked as (
       select m.id as merge_id, m.winner_id, m.loser_id, ${object('t', keys)} as row_key
         ${keys.map((key) => `, t.${key}`).join('')}
         ${
           flag
             ? `, t.${flag} as flagged, t.${flag} and not exists (select 1 from ${table} f
             where f.organization_id = m.organization_id and f.${column} = m.winner_id and f.${flag}) as stays_flagged`
             : ''
         }
       from merges m
       join ${table} t on t.organization_id = m.organization_id and t.${column} = m.loser_id${only(ref, 't')}
       where m.organization_id = ? and m.id = any(?) ${clashes ? `and not (${clashes})` : ''}
     ), moved as (
       update ${table} t set ${column} = p.winner_id ${flag ? `, ${flag} = p.stays_flagged` : ''}
       from picked p where t.organization_id = ? and t.${column} = p.loser_id and ${same}${only(ref, 't')}
       returning p.merge_id, p.row_key ${flag ? ', p.flagged' : ''}
     ), journal as (
       insert into merge_moves (organization_id, merge_id, reference, kind, row_key, before)
       select ?, merge_id, ?, 'moved', row_key, ${flag ? `jsonb_build_object('${flag}', flagged)` : 'null'} from moved
       returning merge_id)
     select merge_id, count(*)::int as count from journal group by merge_id`,
    [Tenant.id(), mergeIds, Tenant.id(), Tenant.id(), referenceName(ref)],
    trx
  )
}

/** Where both have a row, the winner's takes the earliest, latest or first known of the two. */
async function unite(ref: ContactReference, mergeIds: string[], trx: TransactionClientContract) {
  const [table, column, keys] = [name(ref.table), name(ref.column), keysOf(ref)]
  const columns = Object.keys(ref.unite!).map(name)
  const best = { earliest: 'least', latest: 'greatest', filled: 'coalesce' }
  const taken = Object.entries(ref.unite!)
    .map(([c, how]) => `${best[how]}(w.${name(c)}, l.${name(c)}) as ${name(c)}`)
    .join(', ')
  const match = (ref.unique ?? [])[0].map((c) => `w.${name(c)} is not distinct from l.${name(c)}`)
  await sql(
    `with both_have as (
       select m.id as merge_id, m.winner_id ${keys.map((key) => `, w.${key} as k_${key}`).join('')},
         ${object('w', keys)} as row_key, ${object('w', columns)} as before, ${taken}
       from merges m
       join ${table} l on l.organization_id = m.organization_id and l.${column} = m.loser_id${only(ref, 'l')}
       join ${table} w on w.organization_id = m.organization_id and w.${column} = m.winner_id${only(ref, 'w')}
         and ${match.join(' and ')}
       where m.organization_id = ? and m.id = any(?)
     ), changed as (
       update ${table} t set ${columns.map((c) => `${c} = b.${c}`).join(', ')}
       from both_have b
       where t.organization_id = ? and t.${column} = b.winner_id
         and ${keys.map((key) => `t.${key} = b.k_${key}`).join(' and ') || 'true'}
         and (${columns.map((c) => `t.${c} is distinct from b.${c}`).join(' or ')})
       returning b.merge_id, b.row_key, b.before, ${object('t', columns)} as after)
     insert into merge_moves (organization_id, merge_id, reference, kind, row_key, before, after)
     select ?, merge_id, ?, 'changed', row_key, before, after from changed`,
    [Tenant.id(), mergeIds, Tenant.id(), Tenant.id(), referenceName(ref)],
    trx
  )
}

async function dropClashes(
  ref: ContactReference,
  mergeIds: string[],
  trx: TransactionClientContract
) {
  const [table, column] = [name(ref.table), name(ref.column)]
  await sql(
    `with dropped as (
       delete from ${table} t using merges m
       where m.organization_id = ? and m.id = any(?) and t.organization_id = m.organization_id
         and t.${column} = m.loser_id${only(ref, 't')} and (${clash(ref, 't', 'w', 'm.winner_id')})
       returning m.id as merge_id, ${object('t', keysOf(ref))} as row_key, to_jsonb(t.*) as before)
     insert into merge_moves (organization_id, merge_id, reference, kind, row_key, before)
     select ?, merge_id, ?, 'dropped', row_key, before from dropped`,
    [Tenant.id(), mergeIds, Tenant.id(), referenceName(ref)],
    trx
  )
}

/**
 * Undoes what the journal of a merge holds for a reference. Rows that were changed, moved on or deleted since stay as
 * they are; resolves to how many those were.
 */
export async function restoreReference(
  ref: ContactReference,
  mergeId: string,
  trx: TransactionClientContract
): Promise<number> {
  const [table, column, keys] = [name(ref.table), name(ref.column), keysOf(ref)]
  const flag = ref.flag ? name(ref.flag) : null
  const given = [Tenant.id(), mergeId, referenceName(ref)]
  const same = keys.map((key) => `t.${key} = k.${key}`).join(' and ') || 'true'
  const clashes = clash(ref, 't', 'w', 'm.loser_id')
  const journal = (kind: string) => `merges m
       join merge_moves v on v.organization_id = m.organization_id and v.merge_id = m.id and v.kind = '${kind}'
         and v.reference = ?
       cross join lateral jsonb_populate_record(null::${table}, v.row_key) k`
  const [moved] = await sql<{ owed: number; done: number }>(
    `with back as (
       update ${table} t set ${column} = m.loser_id
         ${flag ? `, ${flag} = coalesce((v.before ->> '${flag}')::boolean, t.${flag})` : ''}
       from ${journal('moved')}
       where m.organization_id = ? and m.id = ? and t.organization_id = m.organization_id
         and t.${column} = m.winner_id${only(ref, 't')} and ${same} ${clashes ? `and not (${clashes})` : ''}
       returning 1)
     select (select count(*)::int from back) as done, (select count(*)::int from merge_moves
       where organization_id = ? and merge_id = ? and reference = ? and kind = 'moved') as owed`,
    [referenceName(ref), Tenant.id(), mergeId, ...given],
    trx
  )
  let kept = moved.owed - moved.done
  if (ref.onConflict === 'drop') kept += await restoreDropped(ref, mergeId, trx)
  const changed = changedColumns(ref)
  if (changed.length === 0) return kept
  const [row] = await sql<{ owed: number; done: number }>(
    `with back as (
       update ${table} t set ${changed.map((c) => `${c} = b.${c}`).join(', ')}
       from ${journal('changed')}
       cross join lateral jsonb_populate_record(null::${table}, v.before) b
       cross join lateral jsonb_populate_record(null::${table}, v.after) a
       where m.organization_id = ? and m.id = ? and t.organization_id = m.organization_id
         and t.${column} = m.winner_id and ${same}
         and ${changed.map((c) => `t.${c} is not distinct from a.${c}`).join(' and ')}
       returning 1)
     select (select count(*)::int from back) as done, (select count(*)::int from merge_moves
       where organization_id = ? and merge_id = ? and reference = ? and kind = 'changed') as owed`,
    [referenceName(ref), Tenant.id(), mergeId, ...given],
    trx
  )
  return kept + row.owed - row.done
}

/** Columns that the journal may hold as changed: those that are united, and those of consent that the strictest gives. */
function changedColumns(ref: ContactReference): string[] {
  if (ref.table === 'consent_states') return CONSENT_COLUMNS
  return Object.keys(ref.unite ?? {}).map(name)
}

export const CONSENT_COLUMNS = ['state', 'strength', 'consent_id', 'source', 'occurred_at']

async function restoreDropped(
  ref: ContactReference,
  mergeId: string,
  trx: TransactionClientContract
): Promise<number> {
  const table = name(ref.table)
  const columns = (
    await sql<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped
         and attgenerated = '' order by attnum`,
      [table],
      trx
    )
  ).map((row) => `"${row.name}"`)
  const [row] = await sql<{ owed: number; done: number }>(
    `with back as (
       insert into ${table} (${columns.join(', ')}) overriding system value
       select ${columns.map((c) => `b.${c}`).join(', ')}
       from merge_moves v cross join lateral jsonb_populate_record(null::${table}, v.before) b
       where v.organization_id = ? and v.merge_id = ? and v.reference = ? and v.kind = 'dropped'
       on conflict do nothing returning 1)
     select (select count(*)::int from back) as done, (select count(*)::int from merge_moves
       where organization_id = ? and merge_id = ? and reference = ? and kind = 'dropped') as owed`,
    [...[Tenant.id(), mergeId, referenceName(ref)], ...[Tenant.id(), mergeId, referenceName(ref)]],
    trx
  )
  return row.owed - row.done
}

/** How many rows would move from one contact to the other. */
export async function countMoving(
  ref: ContactReference,
  winnerId: string,
  loserId: string
): Promise<number> {
  const clashes = clash(ref, 't', 'w', '?')
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from ${name(ref.table)} t
     where t.organization_id = ? and t.${name(ref.column)} = ?${only(ref, 't')}
       ${clashes ? `and not (${clashes})` : ''}`,
    [Tenant.id(), loserId, ...(ref.unique ?? []).map(() => winnerId)]
  )
  return row.count
}
