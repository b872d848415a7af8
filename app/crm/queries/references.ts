import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ReferenceEntity } from '#crm/custom_values'

/** What a reference of a custom field points at; `href` is null for members, who have no page. */
export type Referenced = { id: string; name: string; href: string | null }

const FROM: Record<ReferenceEntity, { select: string; path: string | null }> = {
  contact: {
    select: `select id, coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone, 'Nameless') as name
      from contacts where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/contacts',
  },
  company: {
    select: `select id, name from companies where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/companies',
  },
  deal: {
    select: `select id, title as name from deals where organization_id = ? and id = any(?::uuid[]) and deleted_at is null`,
    path: '/admin/deals',
  },
  member: {
    select: `select u.id, u.full_name as name from memberships m join users u on u.id = m.user_id
      where m.organization_id = ? and u.id = any(?::uuid[])`,
    path: null,
  },
}

/** Those of the ids that are there, by name. */
export async function referenced(entity: ReferenceEntity, ids: string[]): Promise<Referenced[]> {
  if (ids.length === 0) return []
  const { select, path } = FROM[entity]
  const rows = await sql<{ id: string; name: string }>(select, [Tenant.id(), ids])
  return rows.map((row) => ({ ...row, href: path && `${path}/${row.id}` }))
}
