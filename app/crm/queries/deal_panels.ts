import type { PanelRow } from '#core/registry/contact_panels'
import type { SearchHit } from '#core/registry/search'
import { sql, type Binding } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { dealPage } from '#crm/queries/deal_list'

/** Deals in which somebody is the primary or a further contact: open ones first, then the newest. */
export function dealsOfContact(contactId: string): Promise<PanelRow[]> {
  const organizationId = Tenant.id()
  return rowsOf(
    `d.id in (select id from deals where organization_id = ? and contact_id = ?
       union select deal_id from deal_contacts where organization_id = ? and contact_id = ?)`,
    [organizationId, contactId, organizationId, contactId]
  )
}

/** Deals of a company, in the same order. */
export function dealsOfCompany(companyId: string): Promise<PanelRow[]> {
  return rowsOf('d.company_id = ?', [companyId])
}

async function rowsOf(condition: string, bindings: Binding[]): Promise<PanelRow[]> {
  const rows = await sql<{
    id: string
    title: string
    stage: string
    status: string
    amount_minor: number
    currency: string
    at: string
  }>(
    `select d.id, d.title, s.name as stage, d.status, d.amount_minor, d.currency,
       to_json(coalesce(d.closed_at, d.created_at))#>>'{}' as at
     from deals d join pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id
     where d.organization_id = ? and d.deleted_at is null and ${condition}
     order by (d.status = 'open') desc, d.created_at desc, d.id desc limit 20`,
    [Tenant.id(), ...bindings]
  )
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    detail: row.status === 'open' ? row.stage : null,
    at: row.at,
    status: row.status === 'open' ? null : row.status,
    money: { minor: row.amount_minor, currency: row.currency },
    href: `/admin/deals/${row.id}`,
  }))
}

/** Deals by title, contact or company, for the search. */
export async function findDeals(term: string): Promise<SearchHit[]> {
  const { rows } = await dealPage({ q: term })
  return rows.slice(0, 5).map((deal) => ({
    label: deal.title,
    suffix: [deal.company?.name ?? deal.contact?.fullName, deal.stage.name]
      .filter(Boolean)
      .join(' · '),
    icon: 'i-lucide-handshake',
    to: `/admin/deals/${deal.id}`,
  }))
}
