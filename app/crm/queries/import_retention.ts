import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** What an import keeps beside its own row; its line of figures by chunk stays. */
const KEPT = [
  ...['import_rows', 'import_company_rows', 'import_deal_rows', 'import_duplicates'],
  ...['import_refusals', 'import_changes', 'import_record_changes'],
  ...['import_companies', 'import_tags'],
] as const

/** Imports that nobody works on and that ended, or were left, before a moment. Over all organizations. */
export function agedImports(before: string, limit: number) {
  return sql<{ id: string; organizationId: string }>(
    `select id, organization_id as "organizationId" from imports
     where forgotten_at is null and coalesce(finished_at, updated_at) < ?
       and state not in ('mapped', 'running', 'undoing')
     order by coalesce(finished_at, updated_at) limit ?`,
    [before, limit]
  )
}

/** Deletes at most `limit` rows of each kind that an import keeps; resolves to whether more are left. */
export async function deleteKept(importId: string, limit: number): Promise<boolean> {
  let isLeft = false
  for (const table of KEPT) {
    const rows = await sql<{ count: number }>(
      `with gone as (
         delete from ${table} where ctid = any(array(
           select ctid from ${table} where organization_id = ? and import_id = ? limit ?)) and organization_id = ?
         returning 1)
       select count(*)::int as count from gone`,
      [Tenant.id(), importId, limit, Tenant.id()]
    )
    isLeft ||= rows[0].count === limit
  }
  return isLeft
}
