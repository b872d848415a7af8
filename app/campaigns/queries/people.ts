import { sql } from '#core/database/sql'

/** Names of users by id. */
export async function peopleNamed(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string }>(
    `select id, coalesce(full_name, email) as name from users where id = any(?::uuid[])`,
    [ids]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
