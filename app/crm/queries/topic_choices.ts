import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

/** Topics whose names hold a text. */
export function searchTopics(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from topics
     where organization_id = ? and archived_at is null and warren_fold(name) like ? order by name limit 20`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function topicsNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label from topics where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}
