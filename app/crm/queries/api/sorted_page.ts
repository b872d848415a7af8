import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { DEFAULT_LIMIT } from '#core/api/parameters'
import type { KeysetPage } from '#core/http/keyset'
import type { SqlPart } from '#core/registry/segment_conditions'
import { join } from '#crm/conditions/tree'
import { type RecordList, TABLES } from '#crm/lists/record_list'
import { recordPage } from '#crm/queries/record_list'

type Asked = {
  /** Conditions over alias c that the list itself does not know. */
  where: SqlPart[]
  cursor?: string
  limit?: number
  /** Names the list with its filters: a cursor of another one is refused. */
  scope: string
}

/** A page of a list in its own order, which may go by a custom field. Throws Refusal (422) for a cursor of another. */
export async function sortedPage<Row extends { id: string }>(
  list: RecordList,
  rows: ModelQueryBuilderContract<LucidModel, Row>,
  { where, cursor, limit = DEFAULT_LIMIT, scope }: Asked
): Promise<KeysetPage<Row>> {
  const page = await recordPage({
    table: TABLES[list.entity],
    filter: narrowed(list, where),
    sort: list.sort,
    select: {},
    cursor,
    perPage: limit,
    scope,
  })
  const ids = page.rows.map(({ id }) => id)
  return { ...page, rows: await rowsInOrder(rows, ids) }
}

/** The rows with these ids, in the order of the ids; without those that are gone meanwhile. */
export async function rowsInOrder<Row extends { id: string }>(
  query: ModelQueryBuilderContract<LucidModel, Row>,
  ids: string[]
): Promise<Row[]> {
  const rows = await query.whereIn('id', ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function narrowed(list: RecordList, where: SqlPart[]): ReturnType<RecordList['filter']> {
  const filter = list.filter()
  if (where.length === 0) return filter
  const also = (part: SqlPart[]) => join([...part, ...where], 'and')
  return {
    few: also(filter ? [filter.few] : []),
    all: also(filter ? [filter.all] : []),
    gather: also(filter ? [filter.gather] : []),
    lanes: filter?.lanes.map(({ walk, rest }) => ({ walk, rest: also([rest]) })) ?? [],
    isOneWalk: false,
  }
}
