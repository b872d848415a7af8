import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { SearchHit } from '#core/registry/search'
import { Tenant } from '#core/tenancy/tenant'

/** Slugs of products that are `slug`, or begin like it. */
export async function takenSlugs(slug: string, trx: TransactionClientContract): Promise<string[]> {
  const rows = await sql<{ slug: string }>(
    `select slug from products where organization_id = ? and (slug = ? or slug like ? || '-%')`,
    [Tenant.id(), slug, literally(slug)],
    trx
  )
  return rows.map((row) => row.slug)
}

export type ProductRow = {
  id: string
  name: string
  slug: string
  status: string
  isFree: boolean
  prices: { minor: number; currency: string }[]
  grants: number
  seatLimit: number | null
  sold: number
  held: number
  orders: number
  updatedAt: string
}

/** Products of the organization for staff, the newest first. */
export async function productList({
  status,
  search,
}: {
  status: string | null
  search: string | null
}): Promise<ProductRow[]> {
  return sql<ProductRow>(
    `select p.id, p.name, p.slug, p.status, p.is_free as "isFree",
       coalesce((select json_agg(json_build_object('minor', x.amount_minor, 'currency', x.currency) order by x.currency)
         from product_prices x where x.organization_id = p.organization_id and x.product_id = p.id
           and x.archived_at is null), '[]') as prices,
       (select count(*)::int from product_grants g where g.organization_id = p.organization_id and g.product_id = p.id) as grants,
       s.seat_limit as "seatLimit", coalesce(s.sold, 0) as sold, coalesce(s.held, 0) as held,
       (select count(*)::int from order_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
        where l.organization_id = p.organization_id and l.product_id = p.id and o.fulfilled_at is not null) as orders,
       to_json(p.updated_at)#>>'{}' as "updatedAt"
     from products p
     left join product_seats s on s.product_id = p.id and s.organization_id = p.organization_id
     where p.organization_id = ? and (?::text is null or p.status = ?)
       and (?::text is null or p.name ilike '%' || ? || '%')
     order by (p.status = 'archived'), p.created_at desc, p.id desc limit 200`,
    [Tenant.id(), status, status, search, search && literally(search)]
  )
}

/** Products whose name has the words. */
export async function findProducts(term: string): Promise<SearchHit[]> {
  const rows = await sql<{ id: string; name: string; status: string }>(
    `select id, name, status from products
     where organization_id = ? and name ilike '%' || ? || '%'
     order by (status = 'archived'), name, id limit 5`,
    [Tenant.id(), literally(term.trim())]
  )
  return rows.map(({ id, name, status }) => ({
    label: name,
    suffix: status === 'published' ? 'Product' : `Product · ${status}`,
    icon: 'i-lucide-package',
    to: `/admin/products/${id}/edit`,
  }))
}

/** For LIKE: what is a wildcard there stands for itself. */
function literally(text: string): string {
  return text.replace(/[%_\\]/g, '\\$&')
}
