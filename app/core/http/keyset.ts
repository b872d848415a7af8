import encryption from '@adonisjs/core/services/encryption'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'

type Direction = 'asc' | 'desc'

export type KeysetOptions = {
  /** Order of the list: NOT NULL columns, the last of them unique. */
  columns: [string, Direction][]
  /** From a page before; undefined for the first page. */
  cursor?: string | null
  /** At most 100. */
  perPage?: number
  /** Name of the list and its filters: a cursor of another one is refused. */
  scope: string
}

export type KeysetPage<Row> = { rows: Row[]; next: string | null; previous: string | null }

type Cursor = { to: 'next' | 'previous'; at: string[] }

// Lucid types rows of models and of tables apart; both have what is used here.
type Query = ModelQueryBuilderContract<LucidModel, unknown> & DatabaseQueryBuilderContract<unknown>
type Row = Record<string, unknown> & { $extras?: Record<string, string> }

/**
 * One page of a list that grows while it is read: no offset, so nothing is
 * shown twice or left out. Cursors are signed, and hold for one list of one
 * organization. Throws Refusal (422) for a cursor that is not ours.
 */
export async function keysetPage<R>(
  query: ModelQueryBuilderContract<LucidModel, R> | DatabaseQueryBuilderContract<R>,
  { columns, cursor, perPage = 25, scope }: KeysetOptions
): Promise<KeysetPage<R>> {
  const purpose = `keyset:${scope}:${Tenant.idOrNull() ?? ''}`
  const from = cursor ? read(cursor, purpose, columns.length) : null
  const isBackward = from?.to === 'previous'
  const size = Math.min(Math.max(perPage, 1), 100)
  const order = columns.map(([name, direction]): [string, Direction] => [
    name,
    isBackward ? opposite(direction) : direction,
  ])
  const list = query as unknown as Query
  if (from) beyond(list, order, from.at)
  selectPosition(list, columns)
  for (const [name, direction] of order) list.orderBy(name, direction)
  const found = (await list.limit(size + 1)) as unknown as Row[]
  const hasMore = found.length > size
  const rows = found.slice(0, size)
  if (isBackward) rows.reverse()
  const positions = rows.map((row) => takePosition(row, columns.length))
  const link = (to: Cursor['to'], at: string[] | undefined) =>
    at
      ? encryption.getMessageVerifier().sign({ to, at } satisfies Cursor, undefined, purpose)
      : null
  return {
    rows: rows as R[],
    next: isBackward || hasMore ? link('next', positions.at(-1)) : null,
    previous: (isBackward ? hasMore : from !== null) ? link('previous', positions[0]) : null,
  }
}

function read(cursor: string, purpose: string, length: number): Cursor {
  const value = encryption.getMessageVerifier().unsign<Cursor>(cursor, purpose)
  if (!value || value.at.length !== length) {
    throw new Refusal('This page of the list is not known. Begin at the first one.', {
      code: 'E_BAD_CURSOR',
      field: 'cursor',
    })
  }
  return value
}

/** `(a, b) < (x, y)` where all go the same way, so that one index serves; else column by column. */
function beyond(list: Query, order: [string, Direction][], at: string[]): void {
  const sign = (direction: Direction) => (direction === 'asc' ? '>' : '<')
  const names = order.map(() => '??').join(', ')
  if (order.every(([, direction]) => direction === order[0][1])) {
    const values = at.map(() => '?').join(', ')
    list.whereRaw(`(${names}) ${sign(order[0][1])} (${values})`, [
      ...order.map(([name]) => name),
      ...at,
    ])
    return
  }
  const steps = order.map((_, step) =>
    order
      .slice(0, step + 1)
      .map(([, direction], n) => `?? ${n === step ? sign(direction) : '='} ?`)
      .join(' and ')
  )
  const bindings = order.flatMap((_, step) =>
    order.slice(0, step + 1).flatMap(([name], n) => [name, at[n]])
  )
  list.whereRaw(`(${steps.map((step) => `(${step})`).join(' or ')})`, bindings)
}

/** Positions are read as text: a JavaScript date would lose the microseconds. */
function selectPosition(list: Query, columns: [string, Direction][]): void {
  const { knexQuery } = list as unknown as { knexQuery: { _statements: { grouping: string }[] } }
  const hasColumns = knexQuery._statements.some(({ grouping }) => grouping === 'columns')
  const table = columns.find(([name]) => name.includes('.'))?.[0].split('.')[0]
  if (!hasColumns) list.select(table ? `${table}.*` : '*')
  columns.forEach(([name], n) => list.select(db.raw(`??::text as "keyset_${n}"`, [name]) as never))
}

function takePosition(row: Row, length: number): string[] {
  const holder = (row.$extras ?? row) as Record<string, string>
  return Array.from({ length }, (_, n) => {
    const value = holder[`keyset_${n}`]
    delete holder[`keyset_${n}`]
    return value
  })
}

function opposite(direction: Direction): Direction {
  return direction === 'asc' ? 'desc' : 'asc'
}
