import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Slugs of courses that are `slug`, or begin like it. */
export async function takenSlugs(table: 'courses', slug: string): Promise<string[]> {
  const rows = await sql<{ slug: string }>(
    `select slug from ${table} where organization_id = ? and (slug = ? or slug like ? || '-%')`,
    [Tenant.id(), slug, slug.replace(/[%_\\]/g, '\\$&')]
  )
  return rows.map((row) => row.slug)
}

/** Slugs of all lessons of a course. */
export async function takenLessonSlugs(
  courseId: string,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ slug: string }>(
    'select slug from lessons where organization_id = ? and course_id = ?',
    [Tenant.id(), courseId],
    trx
  )
  return rows.map((row) => row.slug)
}
