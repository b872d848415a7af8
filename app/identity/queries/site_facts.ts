import { sql } from '#core/database/sql'

/** Currencies in which an organization's published products have a price. */
export async function siteCurrencies(organizationId: string): Promise<string[]> {
  const rows = await sql<{ currency: string }>(
    `select distinct r.currency from product_prices r
     join products p on p.organization_id = r.organization_id and p.id = r.product_id
     where r.organization_id = ? and r.archived_at is null and p.status = 'published' order by 1`,
    [organizationId]
  )
  return rows.map((row) => row.currency)
}

/** Which legal pages are written. */
export async function siteLegalPages(organizationId: string): Promise<string[]> {
  const rows = await sql<{ key: string }>(
    `select key from site_pages where organization_id = ? and key in ('privacy', 'imprint') and body_html <> ''`,
    [organizationId]
  )
  return rows.map((row) => row.key)
}
