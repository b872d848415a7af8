import type { Binding } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { Lane } from '#crm/conditions/compile'
import type { Phase, Sort } from '#crm/lists/sorts'

/**
 * Boolean SQL over alias c, three times the same: asked of a handful of rows, of all,
 * and so that each side of an "or" is found by an index of its own; and the indexes along
 * which everybody who fits stands.
 */
export type Filter = {
  few: SqlPart
  all: SqlPart
  gather: SqlPart
  lanes: Lane[]
  /** Whether one index answers all that is asked. */
  isOneWalk: boolean
}

export type ListQuery = {
  table: 'contacts' | 'companies'
  /** Null shows everybody. */
  filter: Filter | null
  sort: Sort
  /** What is read of each row: SQL over alias c by name. */
  select: Record<string, SqlPart>
  cursor?: string | null
  perPage: number
  /** Names the list with its filters: a cursor of another one is refused, and its way is remembered. */
  scope: string
}

export type Position = { phase: number; key: string | null; id: string }

/** Where a page begins (after this position), which way it reads, and how many rows it wants. */
export type Stretch = { beyond: Position | null; isBackward: boolean; limit: number }

/** The next rows of the index; the planner may serve the filter by another one. */
export function inOrder(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart | null
): SqlPart {
  const columns = selected(query.select)
  const rows = rowsOf(query.table, phase, stretch)
  return parts`select c.id, ${keyText(phase)} as list_key${columns} from ${rows}
    ${filter ? parts`and ${filter}` : NOTHING} ${orderBy(phase.key, idOf(phase), phase, stretch)} limit ${raw(stretch.limit)}`
}

/** The filter asked of the next `size` rows of the index, one after the other, until the page is full. */
export function throughWindow(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart,
  { size }: { size: number }
): SqlPart {
  const key = phase.key
  const next = parts`select c.*, ${raw(key ?? 'null')} as list_order from ${rowsOf(query.table, phase, stretch)}
    ${orderBy(key, idOf(phase), phase, stretch)} limit ${raw(size)}`
  return parts`select c.id, c.list_order::text as list_key${selected(query.select)} from (${next}) c where ${filter}
    ${orderBy(key && 'c.list_order', 'c.id', phase, stretch)} limit ${raw(stretch.limit)}`
}

/**
 * The filter asked of the next `size` rows of one of its indexes until the page is full; where it is not, `walked` says
 * how many there were. A row without an id where nobody is found.
 */
export function walked(
  { table, select }: ListQuery,
  phase: Phase,
  stretch: Stretch,
  { walk, rest }: Lane,
  size: number
): SqlPart {
  const id = raw(`w.${walk.id}`)
  const order = (of: string) => orderBy(null, of, phase, stretch)
  return parts`with walked as materialized (
      select ${id} as id, ${walk.fits ?? raw('true')} as fits from ${raw(walk.from)} w
      where w.organization_id = ${Tenant.id()} and ${walk.where} ${beyondId(`w.${walk.id}`, phase, stretch)}
      ${order(`w.${walk.id}`)} limit ${raw(size)}),
    page as (
      select c.id, null::text as list_key${selected(select)} from walked w ${eachOf(table, 'w')}
      where c.organization_id = ${Tenant.id()} and c.deleted_at is null and ${phase.where} and w.fits and ${rest}
      ${order('w.id')} limit ${raw(stretch.limit)})
    select p.*, case when (select count(*) from page) < ${raw(stretch.limit)} then (select count(*)::int from walked) end as walked
    from (select) one left join page p on true ${order('p.id')}`
}

/** All that fit, found by the filter's indexes (never by walking the order's), then sorted. */
export function gatheredAndSorted(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart,
  { most }: { most: number }
): SqlPart {
  const key = phase.key
  const all = parts`select c.id, ${raw(key ?? 'null::text')} as list_order
    from ${rowsOf(query.table, phase, stretch)} and ${filter} limit ${raw(most + 1)}`
  return parts`with found as materialized (${all})
    select c.id, p.list_order::text as list_key, p.too_many${selected(query.select)}
    from (select id, list_order, (select count(*) > ${raw(most)} from found) as too_many from found
      ${orderBy(key && 'list_order', 'id', phase, stretch)} limit ${raw(stretch.limit)}) p
    join ${raw(query.table)} c on c.id = p.id
    ${orderBy(key && 'p.list_order', 'p.id', phase, stretch)}`
}

/** All that fit by one of the filter's indexes, sorted, and the rest asked of them until the page is full. */
export function gatheredAlong(
  { table, select }: ListQuery,
  phase: Phase,
  stretch: Stretch,
  { walk, rest }: Lane,
  { most }: { most: number }
): SqlPart {
  const order = (of: string) => orderBy(null, of, phase, stretch)
  return parts`with found as materialized (
      select w.${raw(walk.id)} as id from ${raw(walk.from)} w where w.organization_id = ${Tenant.id()} and ${walk.where}
      and ${walk.fits ?? raw('true')} ${beyondId(`w.${walk.id}`, phase, stretch)} limit ${raw(most + 1)}),
    page as (
      select c.id, null::text as list_key${selected(select)} from (select id from found ${order('id')}) f ${eachOf(table, 'f')}
      where c.organization_id = ${Tenant.id()} and c.deleted_at is null and ${phase.where} and ${rest}
      ${order('f.id')} limit ${raw(stretch.limit)})
    select p.*, n.too_many from (select count(*) > ${raw(most)} as too_many from found) n left join page p on true
    ${order('p.id')}`
}

/** The record of each row of `alias`, looked up by its id and nothing else, whatever the planner thinks of the filter. */
function eachOf(table: string, alias: string): SqlPart {
  return raw(`cross join lateral (select r.* from ${table} r where r.id = ${alias}.id offset 0) c`)
}

/** Tables and conditions of a stretch: the tenant's living rows, beyond where the page before ended. */
function rowsOf(table: string, phase: Phase, stretch: Stretch): SqlPart {
  const from = phase.fieldId
    ? parts`field_values v join ${raw(table)} c on c.id = v.record_id and c.organization_id = v.organization_id
        where v.organization_id = ${Tenant.id()} and v.field_id = ${phase.fieldId} and ${raw(phase.key!)} is not null
        and c.deleted_at is null`
    : parts`${raw(table)} c where c.organization_id = ${Tenant.id()} and c.deleted_at is null`
  return parts`${from} and ${phase.where}${beyondOf(phase, stretch)}`
}

function beyondId(id: string, phase: Phase, { beyond, isBackward }: Stretch): SqlPart {
  const sign = raw((phase.direction === 'asc') === isBackward ? '<' : '>')
  return beyond ? parts` and ${raw(id)} ${sign} ${beyond.id}::uuid` : NOTHING
}

function beyondOf(phase: Phase, stretch: Stretch): SqlPart {
  const { beyond, isBackward } = stretch
  if (!beyond) return NOTHING
  if (!phase.key) return beyondId(idOf(phase), phase, stretch)
  const sign = raw((phase.direction === 'asc') === isBackward ? '<' : '>')
  const id = raw(idOf(phase))
  return parts` and (${raw(phase.key)}, ${id}) ${sign} (${beyond.key}::${raw(phase.cast)}, ${beyond.id}::uuid)`
}

function orderBy(key: string | null, id: string, phase: Phase, { isBackward }: Stretch): SqlPart {
  const direction = (phase.direction === 'asc') === isBackward ? 'desc' : 'asc'
  return raw(`order by ${key ? `${key} ${direction}, ` : ''}${id} ${direction}`)
}

const keyText = (phase: Phase) => raw(phase.key ? `${phase.key}::text` : 'null')
/** The index over custom values ends with the copy's own id. */
const idOf = (phase: Phase) => (phase.fieldId ? 'v.record_id' : 'c.id')

function selected(select: Record<string, SqlPart>): SqlPart {
  const columns = Object.entries(select)
  return {
    sql: columns.map(([name, part]) => `, ${part.sql} as "${name}"`).join(''),
    bindings: columns.flatMap(([, part]) => part.bindings),
  }
}

const NOTHING: SqlPart = { sql: '', bindings: [] }

/** SQL that stands in a statement as it is. */
function raw(text: string | number): SqlPart {
  return { sql: String(text), bindings: [] }
}

/** Joins SQL and its bindings: pieces are laid in, other values are bound. */
function parts(texts: TemplateStringsArray, ...given: (SqlPart | Binding)[]): SqlPart {
  const pieces = given.map((one) =>
    typeof one === 'object' && one !== null && 'sql' in one
      ? (one as SqlPart)
      : { sql: '?', bindings: [one as Binding] }
  )
  return {
    sql: texts.map((text, n) => text + (pieces[n]?.sql ?? '')).join(''),
    bindings: pieces.flatMap(({ bindings }) => bindings),
  }
}
