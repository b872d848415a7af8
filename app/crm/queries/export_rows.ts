import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { join } from '#crm/conditions/tree'
import { TABLES, type RecordList } from '#crm/lists/record_list'
import { type CellRow, cellsOf, selectOf } from '#crm/queries/list_cells'
import { recordPage } from '#crm/queries/record_list'

const PAGE = 2000

/** All rows of a list in its order, some thousands at a time; only those with these ids when there are any. */
export async function* rowsOfList(
  list: RecordList,
  ids: string[] | null
): AsyncGenerator<CellRow[]> {
  const filter = list.filter()
  const some = ids ? { sql: 'c.id = any(?::uuid[])', bindings: [ids] } : null
  const wanted = some
    ? {
        few: join([some, ...(filter ? [filter.few] : [])], 'and'),
        all: join([some, ...(filter ? [filter.all] : [])], 'and'),
      }
    : filter
  let cursor: string | null = null
  do {
    const page = await recordPage({
      table: TABLES[list.entity],
      filter: wanted,
      sort: list.sort,
      select: selectOf(list.entity, list.columns),
      cursor,
      perPage: PAGE,
      scope: 'export',
    })
    if (page.rows.length > 0) yield await cellsOf(list.entity, list.columns, page.rows)
    cursor = page.next
  } while (cursor)
}

/** Takes an export that waits to be written; null when somebody is at it. Leases are in real time. */
export async function takeExport(exportId: string): Promise<{ attempts: number } | null> {
  const [row] = await sql<{ attempts: number }>(
    `update exports set lease_until = now() + interval '60 seconds', attempts = attempts + 1
     where organization_id = ? and id = ? and state = 'waiting' and (lease_until is null or lease_until < now())
     returning attempts`,
    [Tenant.id(), exportId]
  )
  return row ?? null
}

export async function holdExport(exportId: string, rowsDone: number): Promise<void> {
  await sql(
    `update exports set lease_until = now() + interval '60 seconds', rows_done = ? where organization_id = ? and id = ?`,
    [rowsDone, Tenant.id(), exportId]
  )
}

/** Exports whose time is over and which still have their file, over all organizations. */
export function expiredExports(now: string) {
  return sql<{ id: string; organizationId: string }>(
    `select id, organization_id as "organizationId" from exports where state = 'done' and expires_at < ? limit 100`,
    [now]
  )
}
