import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type DemoCustomer = { companyId: string | null; company: string; contactId: string }

/** Companies of the demo, each with one of its people, always in the same order; people alone where there are too few. */
export function demoCustomers(count: number): Promise<DemoCustomer[]> {
  const organizationId = Tenant.id()
  return sql<DemoCustomer>(
    `(select c.id as "companyId", c.name as company, x.contact_id as "contactId"
      from companies c cross join lateral (
        select m.contact_id from company_contacts m
        join contacts p on p.organization_id = m.organization_id and p.id = m.contact_id and p.deleted_at is null
        where m.organization_id = c.organization_id and m.company_id = c.id order by m.contact_id limit 1) x
      where c.organization_id = ? and c.deleted_at is null order by md5(c.id::text) limit ?)
     union all
     (select null, coalesce(p.last_name, p.first_name), p.id from contacts p
      where p.organization_id = ? and p.deleted_at is null and coalesce(p.last_name, p.first_name) is not null
      order by md5(p.id::text) limit ?)
     limit ?`,
    [organizationId, count, organizationId, count, count]
  )
}

/** User ids of those who sell in the demo: active members with one of the roles, by address. */
export async function demoSellers(): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select u.id from memberships m join users u on u.id = m.user_id
     where m.organization_id = ? and m.suspended_at is null and m.role in ('owner', 'admin', 'agent') order by u.email_norm`,
    [Tenant.id()]
  )
  return rows.map((row) => row.id)
}
