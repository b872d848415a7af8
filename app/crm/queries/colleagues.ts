import { sql } from '#core/database/sql'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'

/** Somebody at work in the organization. */
export type Colleague = { id: string; name: string; timeZone: string }

/** The active members of the organization by name, or those of them with the ids. At most 500. */
export function colleagues(
  ids: string[] | null = null,
  client?: TransactionClientContract
): Promise<Colleague[]> {
  return sql<Colleague>(
    `select u.id, u.full_name as name, u.time_zone as "timeZone"
     from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and m.suspended_at is null and u.disabled_at is null
       and (?::uuid[] is null or u.id = any(?::uuid[]))
     order by lower(u.full_name), u.id limit 500`,
    [Tenant.id(), ids, ids],
    client
  )
}

/** Names of people who did something here, of those who have left too. */
export async function namesOfUsers(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string }>(
    'select id, full_name as name from users where id = any(?::uuid[])',
    [[...new Set(ids)]]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
