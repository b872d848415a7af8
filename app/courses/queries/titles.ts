import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Titles of the tenant's courses, by id. */
export function titlesOfCourses(ids: string[]): Promise<Map<string, string>> {
  return titlesOf('courses', ids)
}

/** Titles of the tenant's lessons, by id. */
export function titlesOfLessons(ids: string[]): Promise<Map<string, string>> {
  return titlesOf('lessons', ids)
}

async function titlesOf(table: 'courses' | 'lessons', ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; title: string }>(
    `select id, title from ${table} where organization_id = ? and id = any(?::uuid[])`,
    [Tenant.id(), [...new Set(ids)]]
  )
  return new Map(rows.map(({ id, title }) => [id, title]))
}
