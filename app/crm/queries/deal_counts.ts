import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** How many deals stand in each stage, closed and deleted ones too, by the stage's id. */
export async function dealsPerStage(): Promise<Record<string, number>> {
  const rows = await sql<{ id: string; count: number }>(
    `select stage_id as id, count(*)::int as count from deals where organization_id = ? group by stage_id`,
    [Tenant.id()]
  )
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]))
}
