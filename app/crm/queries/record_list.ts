import encryption from '@adonisjs/core/services/encryption'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { Phase, Sort } from '#crm/lists/sorts'
import {
  gatheredAlong,
  gatheredAndSorted,
  inOrder,
  type ListQuery,
  type Position,
  type Stretch,
  throughWindow,
  walked,
} from '#crm/queries/list_statements'
import { sizeOf } from '#crm/queries/record_estimate'

export type ListRow = { id: string } & Record<string, unknown>
export type ListPage = { rows: ListRow[]; next: string | null; previous: string | null }

type Cursor = Position & { to: 'next' | 'previous' }
type Found = ListRow & { list_key: string | null; too_many?: boolean; walked?: number }

/** At most so many that fit are gathered and sorted, tried in turn. Where more fit, one stands near wherever one looks. */
const GATHERED = [10_000, 50_000]
/** Rows that are looked at in order: at first, where hardly any of those fitted, and in the end. */
const NEAR = { first: 500, second: 2500, most: 12_000 }
/** So many have to fit before their share says how many more rows to look at. */
const TELLING = 3
/** Lists whose way is remembered. */
const REMEMBERED = 5000

/**
 * One page of a list, as fast for a filter that fits one in a million as for
 * one that fits nearly all: first the next rows in order are looked through,
 * which is enough where many fit, and tells how many do; where few do, they are
 * found by the filter's own indexes and sorted. Where an index of the filter
 * stands in the order of the list, its rows are looked through instead. Throws Refusal (422) for a cursor of another list.
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
    rows: shown.map(
      ({ phase: _p, key: _k, list_key: _l, too_many: _t, walked: _w, ...row }) => row as ListRow
    ),
    next: isBackward || hasMore ? link('next', shown.at(-1)) : null,
    previous: (isBackward ? hasMore : from !== null) ? link('previous', shown[0]) : null,
  }
}

/** What found the last page of a list: so many rows looked at along one of its lanes, or at most so many gathered. */
type Way = { lane: number; size: number } | { most: number; lane?: number }
const ways = new Map<string, Way>()

function remember(name: string, way: Way): void {
  if (ways.size >= REMEMBERED) ways.clear()
  ways.set(name, way)
}

async function readPhase(query: ListQuery, phase: Phase, stretch: Stretch): Promise<Found[]> {
  const { filter } = query
  if (!filter) return read(inOrder(query, phase, stretch, null))
  if (filter.isOneWalk && phase.key === null) {
    return read(inOrder(query, phase, stretch, filter.all))
  }
  const { limit } = stretch
  const name = [Tenant.id(), query.table, query.scope, query.sort.text, phase.key, limit].join()
  const looks = looksOf(query, phase, stretch)
  const gather = async (most: number, lane?: number): Promise<Look> =>
    whole(
      await read(
        lane === undefined
          ? gatheredAndSorted(query, phase, stretch, filter.gather, { most })
          : gatheredAlong(query, phase, stretch, filter.lanes[lane], { most })
      )
    )
  // A list is opened and turned over many times: what found its last page will find this one.
  const known = ways.get(name)
  if (known) {
    const { rows, isAll } =
      'most' in known ? await gather(known.most, known.lane) : await looks[known.lane](known.size)
    if (isAll || rows.length === limit) return rows
  }
  const near = await lookNear(looks, limit)
  if (near) {
    remember(name, near.way)
    return near.rows
  }
  for (const [lane] of phase.key === null ? filter.lanes.entries() : []) {
    const { rows, isAll } = await gather(GATHERED[0], lane)
    if (!isAll) continue
    remember(name, { most: GATHERED[0], lane })
    return rows
  }
  for (const most of GATHERED) {
    const { rows, isAll } = await gather(most)
    if (isAll) {
      remember(name, { most })
      return rows
    }
    if (most !== GATHERED[0]) continue
    // So many fit at least: within so many rows a page of them stands, if they are spread evenly.
    const size = Math.ceil((3 * limit * (await sizeOf(query.table))) / most)
    const further = await read(throughWindow(query, phase, stretch, filter.few, { size }))
    if (further.length === limit) return further
  }
  return read(inOrder(query, phase, stretch, filter.all))
}

/** `isAll`: whoever is not among the rows does not fit, or stands beyond the page. */
type Look = { rows: Found[]; isAll: boolean }
type LookAlong = (size: number) => Promise<Look>

const whole = (rows: Found[]): Look => ({
  rows: rows.filter(({ id }) => id !== null),
  isAll: !rows[0]?.too_many,
})

/** Along each index of the filter that stands in the list's order, else in that order itself. */
function looksOf(query: ListQuery, phase: Phase, stretch: Stretch): LookAlong[] {
  const { few, lanes } = query.filter!
  if (phase.key !== null || lanes.length === 0) {
    return [
      async (size) => ({
        rows: await read(throughWindow(query, phase, stretch, few, { size })),
        isAll: false,
      }),
    ]
  }
  return lanes.map((lane) => async (size) => {
    const rows = await read(walked(query, phase, stretch, lane, size))
    return { rows: rows.filter(({ id }) => id !== null), isAll: (rows[0].walked ?? size) < size }
  })
}

/** The first rows of each lane; then more of the one where most fitted. Null when they are too few for a page. */
async function lookNear(
  looks: LookAlong[],
  limit: number
): Promise<{ rows: Found[]; way: Way } | null> {
  const isPage = ({ rows, isAll }: Look) => isAll || rows.length === limit
  let size = Math.max(NEAR.first, 3 * limit)
  let lane = 0
  let fitting = 0
  for (const [n, look] of looks.entries()) {
    const found = await look(size)
    if (isPage(found)) return { rows: found.rows, way: { lane: n, size } }
    if (found.rows.length > fitting) [lane, fitting] = [n, found.rows.length]
  }
  if (fitting < TELLING && size < NEAR.second) {
    size = NEAR.second
    const found = await looks[lane](size)
    if (isPage(found)) return { rows: found.rows, way: { lane, size } }
    fitting = found.rows.length
  }
  const enough = Math.ceil((1.5 * size * limit) / fitting)
  if (fitting < TELLING || enough > Math.max(NEAR.most, size)) return null
  const found = await looks[lane](enough)
  return isPage(found) ? { rows: found.rows, way: { lane, size: enough } } : null
}

function read({ sql: text, bindings }: SqlPart): Promise<Found[]> {
  return sql<Found>(`${text} ${PLAN_AFRESH}`, bindings)
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
