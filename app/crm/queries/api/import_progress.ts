import type { Client } from '#core/api/resource'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

type Progress = {
  rows: number
  rows_done: number
  created: number
  updated: number
  unchanged: number
  skipped: number
  refused: number
  kept: number
}

const NONE: Progress = {
  ...{ rows: 0, rows_done: 0, created: 0, updated: 0, unchanged: 0 },
  ...{ skipped: 0, refused: 0, kept: 0 },
}

/** How far imports are, by their ids. */
export async function importProgress(
  ids: string[],
  client: Client
): Promise<(id: string) => Progress> {
  const rows = await sql<Progress & { import_id: string }>(
    `select import_id, coalesce(sum(staged), 0)::int as rows,
       coalesce(sum(staged) filter (where state <> 'pending'), 0)::int as rows_done,
       coalesce(sum(created), 0)::int as created, coalesce(sum(updated), 0)::int as updated,
       coalesce(sum(unchanged), 0)::int as unchanged, coalesce(sum(skipped), 0)::int as skipped,
       coalesce(sum(refused), 0)::int as refused, coalesce(sum(kept), 0)::int as kept
     from import_chunks where organization_id = ? and import_id = any(?) group by import_id`,
    [Tenant.id(), ids],
    client
  )
  const byId = new Map(rows.map(({ import_id: id, ...progress }) => [id, progress]))
  return (id) => byId.get(id) ?? NONE
}
