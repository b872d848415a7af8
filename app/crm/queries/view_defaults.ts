import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Id of the view that a person's list opens with; a view that is not shared any more is none. */
export async function defaultViewOf(userId: string, entity: string): Promise<string | null> {
  const [row] = await sql<{ id: string }>(
    `select v.id from view_defaults d join views v on v.organization_id = d.organization_id and v.id = d.view_id
     where d.organization_id = ? and d.user_id = ? and d.entity = ? and (v.user_id = ? or v.is_shared)`,
    [Tenant.id(), userId, entity, userId]
  )
  return row?.id ?? null
}

export async function setDefaultView(
  userId: string,
  entity: string,
  viewId: string | null
): Promise<void> {
  if (viewId === null) {
    await sql(
      'delete from view_defaults where organization_id = ? and user_id = ? and entity = ?',
      [Tenant.id(), userId, entity]
    )
    return
  }
  await sql(
    `insert into view_defaults (organization_id, user_id, entity, view_id) values (?, ?, ?, ?)
     on conflict (organization_id, user_id, entity) do update set view_id = excluded.view_id`,
    [Tenant.id(), userId, entity, viewId]
  )
}
