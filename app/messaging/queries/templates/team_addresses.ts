import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type TeamAddress = { email: string; name: string }

/** People of the team, who may be sent tests: members who are not suspended and have verified their address. */
export async function teamAddresses(): Promise<TeamAddress[]> {
  return sql<TeamAddress>(
    `select u.email, u.full_name as name from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and m.suspended_at is null and u.email_verified_at is not null
     order by lower(u.full_name), u.email limit 500`,
    [Tenant.id()]
  )
}
