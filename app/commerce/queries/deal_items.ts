import { sql } from '#core/database/sql'
import type { DealItem } from '#core/registry/deal_item_sources'
import { Tenant } from '#core/tenancy/tenant'

/** Products in use, by their names, with what one costs in the currency. */
export function dealItems(words: string, currency: string): Promise<DealItem[]> {
  const pattern = `%${words.trim().replace(/[%_\\]/g, '\\$&')}%`
  return sql<DealItem>(
    `select p.id, p.name, case when p.is_free then 0 else x.amount_minor end as "unitMinor",
       case when p.status = 'published' then null else initcap(p.status) end as detail
     from products p
     left join product_prices x on x.organization_id = p.organization_id and x.product_id = p.id
       and x.currency = ? and x.archived_at is null
     where p.organization_id = ? and p.status <> 'archived' and p.name ilike ?
     order by (p.status = 'published') desc, p.name, p.id limit 20`,
    [currency, Tenant.id(), pattern]
  )
}
