import { sql } from '#core/database/sql'

/** Which of these file ids have a row, over all organizations: the disk knows no tenants. */
export async function knownFileIds(ids: string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }>('select id from files where id = any(?::uuid[])', [ids])
  return new Set(rows.map((row) => row.id))
}
