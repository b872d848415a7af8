import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

const LIMIT = 20

/** Static lists in use whose names hold a text. */
export function searchLists(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from segments
     where organization_id = ? and kind = 'static' and archived_at is null and name_norm like ?
     order by name_norm limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}
