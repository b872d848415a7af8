import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

/** Products whose names hold a text, at most 20: archived ones were bought too. */
export function searchProducts(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from products
     where organization_id = ? and warren_fold(name) like ? order by name limit 20`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function productsNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label from products where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}
