import type { SearchHit } from '#core/registry/search'
import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

const LIMIT = 20

/** Present segments whose names hold a text. */
export function searchSegments(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from segments
     where organization_id = ? and archived_at is null and name_norm like ? order by name_norm limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function segmentsNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label from segments where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}

/** Present segments for the search over everything, at most five. */
export async function findSegments(text: string): Promise<SearchHit[]> {
  const rows = await sql<{ id: string; name: string; count: number }>(
    `select id, name, member_count as count from segments
     where organization_id = ? and archived_at is null and name_norm like ? order by name_norm limit 5`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
  return rows.map(({ id, name, count }) => ({
    label: name,
    suffix: `${count.toLocaleString('en')} ${count === 1 ? 'contact' : 'contacts'}`,
    icon: 'i-lucide-users-round',
    to: `/admin/segments/${id}`,
  }))
}
