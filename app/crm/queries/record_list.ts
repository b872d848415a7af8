import encryption from '@adonisjs/core/services/encryption'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { type Binding, sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { Phase, Sort } from '#crm/lists/sorts'
import { estimateOf } from '#crm/queries/record_estimate'

/**
 * Boolean SQL over alias c, three times the same: asked of a handful of rows, of all,
 * and so that each side of an "or" is found by an index of its own.
 */
export type Filter = { few: SqlPart; all: SqlPart; gather: SqlPart }

export type ListQuery = {
  table: 'contacts' | 'companies'
  /** Null shows everybody. */
  filter: Filter | null
  sort: Sort
  /** What is read of each row: SQL over alias c by name. */
  select: Record<string, SqlPart>
  cursor?: string | null
  perPage: number
  /** Names the list with its filters: a cursor of another one is refused. */
  scope: string
}

export type ListRow = { id: string } & Record<string, unknown>
export type ListPage = { rows: ListRow[]; next: string | null; previous: string | null }

type Position = { phase: number; key: string | null; id: string }
type Cursor = Position & { to: 'next' | 'previous' }
type Found = ListRow & { list_key: string | null; too_many?: boolean }

/** At most so many that fit are gathered and sorted, tried in turn. Where more fit, one stands near wherever one looks. */
const GATHERED = [4000, 50_000]
/** Rows that are looked at in order before those that fit are gathered. */
const WINDOW = { least: 300, most: 20_000 }

/**
 * One page of a list, as fast for a filter that fits one in a million as for
 * one that fits nearly all: first the next rows in order are looked through,
 * which is enough where many fit; where few do, they are found by the filter's
 * own indexes and sorted. A wrong estimate of the planner costs time, never
 * rows. Throws Refusal (422) for a cursor of another list.
 */
export async function recordPage(query: ListQuery): Promise<ListPage> {
  const { sort, perPage } = query
  const purpose = `list:${query.scope}:${sort.text}:${Tenant.id()}`
  const from = query.cursor ? readCursor(query.cursor, purpose, sort) : null
  const isBackward = from?.to === 'previous'
  const order = sort.phases.map((_, n) => n)
  if (isBackward) order.reverse()
  const found: (Found & Position)[] = []
  for (const phase of order.slice(from ? order.indexOf(from.phase) : 0)) {
    const missing = perPage + 1 - found.length
    if (missing <= 0) break
    const beyond = from?.phase === phase ? from : null
    const rows = await readPhase(query, sort.phases[phase], { beyond, isBackward, limit: missing })
    found.push(...rows.map((row) => ({ ...row, phase, key: row.list_key })))
  }
  const hasMore = found.length > perPage
  const shown = found.slice(0, perPage)
  if (isBackward) shown.reverse()
  const link = (to: Cursor['to'], row: Position | undefined) =>
    row
      ? encryption
          .getMessageVerifier()
          .sign({ to, phase: row.phase, key: row.key, id: row.id }, undefined, purpose)
      : null
  return {
    rows: shown.map(({ phase: _p, key: _k, list_key: _l, too_many: _t, ...row }) => row as ListRow),
    next: isBackward || hasMore ? link('next', shown.at(-1)) : null,
    previous: (isBackward ? hasMore : from !== null) ? link('previous', shown[0]) : null,
  }
}

type Stretch = { beyond: Position | null; isBackward: boolean; limit: number }

async function readPhase(query: ListQuery, phase: Phase, stretch: Stretch): Promise<Found[]> {
  const { filter } = query
  if (!filter) return read(inOrder(query, phase, stretch, null))
  const isFull = (rows: Found[]) => rows.length === stretch.limit
  const windowFor = (fits: number, rows: number) =>
    Math.ceil((3 * stretch.limit * rows) / Math.max(fits, 1))
  const { fits, rows } = await estimateOf(query.table, filter.all)
  const expected = windowFor(fits, rows)
  const near = await read(
    throughWindow(query, phase, stretch, filter.few, {
      size: expected > WINDOW.most ? WINDOW.least : Math.max(expected, WINDOW.least),
    })
  )
  if (isFull(near)) return near
  for (const most of GATHERED) {
    const gathered = await read(gatheredAndSorted(query, phase, stretch, filter.gather, { most }))
    if (!gathered[0]?.too_many) return gathered
    if (most !== GATHERED[0]) continue
    // So many fit at least: within so many rows a page of them stands, if they are spread evenly.
    const size = windowFor(most, rows)
    const further = await read(throughWindow(query, phase, stretch, filter.few, { size }))
    if (isFull(further)) return further
  }
  return read(inOrder(query, phase, stretch, filter.all))
}

function read({ sql: text, bindings }: SqlPart): Promise<Found[]> {
  return sql<Found>(`${text} ${PLAN_AFRESH}`, bindings)
}

/** The next rows of the index; the planner may serve the filter by another one. */
function inOrder(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart | null
): SqlPart {
  const columns = selected(query.select)
  const rows = rowsOf(query.table, phase, stretch)
  return parts`select c.id, ${keyText(phase)} as list_key${columns} from ${rows}
    ${filter ? parts`and ${filter}` : NOTHING} ${orderBy(keyOf(phase), idOf(phase), phase, stretch)} limit ${raw(stretch.limit)}`
}

/** The filter asked of the next `size` rows of the index, one after the other, until the page is full. */
function throughWindow(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart,
  { size }: { size: number }
): SqlPart {
  const key = keyOf(phase)
  const next = parts`select c.*, ${raw(key ?? 'null')} as list_order from ${rowsOf(query.table, phase, stretch)}
    ${orderBy(key, idOf(phase), phase, stretch)} limit ${raw(size)}`
  // What the filter does not ask stays unread: often the indexes alone tell who is on the page.
  const near = parts`select c.id, c.list_order from (${next}) c where ${filter}
    ${orderBy(key && 'c.list_order', 'c.id', phase, stretch)} limit ${raw(stretch.limit)}`
  return parts`select c.id, p.list_order::text as list_key${selected(query.select)} from (${near}) p
    join ${raw(query.table)} c on c.id = p.id ${orderBy(key && 'p.list_order', 'p.id', phase, stretch)}`
}

/** All that fit, found by the filter's indexes (never by walking the order's), then sorted. */
function gatheredAndSorted(
  query: ListQuery,
  phase: Phase,
  stretch: Stretch,
  filter: SqlPart,
  { most }: { most: number }
): SqlPart {
  const key = keyOf(phase)
  const all = parts`select c.id, ${raw(key ?? 'null::text')} as list_order
    from ${rowsOf(query.table, phase, stretch)} and ${filter} limit ${raw(most + 1)}`
  return parts`with found as materialized (${all})
    select c.id, p.list_order::text as list_key, p.too_many${selected(query.select)}
    from (select id, list_order, (select count(*) > ${raw(most)} from found) as too_many from found
      ${orderBy(key && 'list_order', 'id', phase, stretch)} limit ${raw(stretch.limit)}) p
    join ${raw(query.table)} c on c.id = p.id
    ${orderBy(key && 'p.list_order', 'p.id', phase, stretch)}`
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

function beyondOf(phase: Phase, { beyond, isBackward }: Stretch): SqlPart {
  if (!beyond) return NOTHING
  const sign = raw((phase.direction === 'asc') === isBackward ? '<' : '>')
  const id = raw(idOf(phase))
  if (!phase.key) return parts` and ${id} ${sign} ${beyond.id}::uuid`
  return parts` and (${raw(phase.key)}, ${id}) ${sign} (${beyond.key}::${raw(phase.cast)}, ${beyond.id}::uuid)`
}

function orderBy(key: string | null, id: string, phase: Phase, { isBackward }: Stretch): SqlPart {
  const direction = (phase.direction === 'asc') === isBackward ? 'desc' : 'asc'
  return raw(`order by ${key ? `${key} ${direction}, ` : ''}${id} ${direction}`)
}

const keyOf = (phase: Phase) => phase.key
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

function readCursor(given: string, purpose: string, sort: Sort): Cursor {
  const cursor = encryption.getMessageVerifier().unsign<Cursor>(given, purpose)
  if (!cursor || !sort.phases[cursor.phase]) {
    throw new Refusal('This page of the list is not known. Begin at the first one.', {
      code: 'E_BAD_CURSOR',
      field: 'cursor',
    })
  }
  return cursor
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
