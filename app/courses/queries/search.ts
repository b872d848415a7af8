import { sql } from '#core/database/sql'
import type { PanelRow } from '#core/registry/contact_panels'
import type { SitemapEntry } from '#core/registry/public_pages'
import type { SearchHit } from '#core/registry/search'
import { Tenant } from '#core/tenancy/tenant'

/** Courses whose title has the words. */
export async function findCourses(term: string): Promise<SearchHit[]> {
  const rows = await sql<{ id: string; title: string; status: string }>(
    `select id, title, status from courses
     where organization_id = ? and title ilike '%' || ? || '%' order by title limit 5`,
    [Tenant.id(), term.trim().replace(/[\\%_]/g, '\\$&')]
  )
  return rows.map(({ id, title, status }) => ({
    label: title,
    suffix: status === 'published' ? null : status,
    icon: 'i-lucide-graduation-cap',
    to: `/admin/courses/${id}/edit`,
  }))
}

/** The courses that a contact has joined, the newest first. */
export async function enrolmentsOf(contactId: string): Promise<PanelRow[]> {
  const rows = await sql<{
    id: string
    courseId: string
    title: string
    at: string
    isCompleted: boolean
    completed: number
    lessons: number
  }>(
    `select e.id, c.id as "courseId", c.title, to_json(e.enrolled_at)#>>'{}' as at,
       e.completed_at is not null as "isCompleted",
       (select count(*)::int from lessons l where l.organization_id = e.organization_id and l.course_id = e.course_id) as lessons,
       (select count(*)::int from lesson_progress p where p.organization_id = e.organization_id
          and p.course_id = e.course_id and p.contact_id = e.contact_id and p.completed_at is not null) as completed
     from course_enrolments e
     join courses c on c.organization_id = e.organization_id and c.id = e.course_id
     where e.organization_id = ? and e.contact_id = ? order by e.enrolled_at desc, e.id desc limit 50`,
    [Tenant.id(), contactId]
  )
  return rows.map(({ id, courseId, title, at, isCompleted, completed, lessons }) => ({
    id,
    title,
    detail: `${completed} of ${lessons} lessons`,
    at,
    status: isCompleted ? 'completed' : null,
    money: null,
    href: `/admin/courses/${courseId}/students`,
  }))
}

/** Free preview lessons of courses on sale. */
export async function previewPaths(): Promise<SitemapEntry[]> {
  const rows = await sql<{ path: string; at: Date }>(
    `select '/courses/' || c.slug || '/preview/' || l.slug as path, l.updated_at as at from lessons l
     join courses c on c.organization_id = l.organization_id and c.id = l.course_id
     where l.organization_id = ? and l.is_preview and c.status = 'published' limit 1000`,
    [Tenant.id()]
  )
  return rows.map(({ path, at }) => ({ path, updatedAt: new Date(at) }))
}
