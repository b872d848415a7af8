import { sql } from '#core/database/sql'

/** Members of an organization by name, for filters. */
export async function staffNames(organizationId: string): Promise<{ id: string; name: string }[]> {
  return sql(
    `select u.id, u.full_name as name from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? order by u.full_name limit 200`,
    [organizationId]
  )
}
