import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { SqlPart } from '#core/registry/segment_conditions'
import { TABLES, type RecordList } from '#crm/lists/record_list'
import { type CellRow, cellsOf, selectOf } from '#crm/queries/list_cells'
import { type ListRow, recordPage } from '#crm/queries/record_list'

const PAGE = 2000

/** All rows of a list in its order, some thousands at a time; or those with these ids, the newest first. */
export async function* rowsOfList(
  list: RecordList,
  ids: string[] | null
): AsyncGenerator<CellRow[]> {
  const { entity, columns } = list
  const select = selectOf(entity, columns)
  if (ids) {
    for (let at = 0; at < ids.length; at += PAGE) {
      const rows = await rowsWithIds(TABLES[entity], ids.slice(at, at + PAGE), select)
      if (rows.length > 0) yield await cellsOf(entity, columns, rows)
    }
    return
  }
  let cursor: string | null = null
  do {
    const page = await recordPage({
      table: TABLES[entity],
      filter: list.filter(),
      sort: list.sort,
      select,
      cursor,
      perPage: PAGE,
      scope: `export:${list.scope}`,
    })
    if (page.rows.length > 0) yield await cellsOf(entity, columns, page.rows)
    cursor = page.next
  } while (cursor)
}

function rowsWithIds(
  table: string,
  ids: string[],
  select: Record<string, SqlPart>
): Promise<ListRow[]> {
  const cells = Object.entries(select)
  return sql<ListRow>(
    `select c.id${cells.map(([name, part]) => `, ${part.sql} as "${name}"`).join('')} from ${table} c
     where c.organization_id = ? and c.id = any(?::uuid[]) and c.deleted_at is null order by c.id desc`,
    [...cells.flatMap(([, part]) => part.bindings), Tenant.id(), ids]
  )
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
