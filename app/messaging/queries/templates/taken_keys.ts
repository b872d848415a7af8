import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Keys of templates that are this one or begin with it and a number. */
export async function takenKeys(key: string): Promise<string[]> {
  const rows = await sql<{ key: string }>(
    `select key from mail_templates where organization_id = ? and (key = ? or key ~ ('^' || ? || '-[0-9]+$'))`,
    [Tenant.id(), key, key]
  )
  return rows.map((row) => row.key)
}
