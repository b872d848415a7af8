import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

/** Courses whose titles hold a text, at most 20. */
export function searchCourses(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, title as label from courses
     where organization_id = ? and warren_fold(title) like ? order by title limit 20`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function coursesNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, title as label from courses where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}
