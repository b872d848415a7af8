import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type StudentRow = {
  id: string
  contactId: string
  name: string | null
  email: string
  completed: number
  lessons: number
  enrolledAt: string
  completedAt: string | null
  lastSeenAt: string | null
  /** What the access came from: `order`, `manual` ...; null when it was revoked. */
  source: string | null
}

export const STUDENTS_PER_PAGE = 50

/** Students of a course, the newest first, behind the cursor of the page before. */
export async function studentsOf(
  courseId: string,
  {
    search,
    before,
    now,
  }: { search: string | null; before: { at: string; id: string } | null; now: string }
): Promise<StudentRow[]> {
  return sql<StudentRow>(
    `select e.id, c.id as "contactId", nullif(concat_ws(' ', c.first_name, c.last_name), '') as name, c.email,
       (select count(*)::int from lesson_progress p join lessons l
          on l.organization_id = p.organization_id and l.id = p.lesson_id
        where p.organization_id = e.organization_id and p.contact_id = e.contact_id
          and p.course_id = e.course_id and p.completed_at is not null) as completed,
       (select count(*)::int from lessons l where l.organization_id = e.organization_id and l.course_id = e.course_id) as lessons,
       to_json(e.enrolled_at)#>>'{}' as "enrolledAt", to_json(e.completed_at)#>>'{}' as "completedAt",
       to_json((select max(greatest(p.opened_at, p.completed_at)) from lesson_progress p
        where p.organization_id = e.organization_id and p.contact_id = e.contact_id and p.course_id = e.course_id))#>>'{}' as "lastSeenAt",
       (select g.source_type from access_grants g
        left join access_revocations r on r.organization_id = g.organization_id and r.grant_id = g.id
        where g.organization_id = e.organization_id and g.contact_id = e.contact_id
          and g.subject_type = 'course' and g.subject_id = e.course_id
          and g.starts_at <= ?::timestamptz and coalesce(g.ends_at, 'infinity') > ?::timestamptz
          and coalesce(r.effective_at, 'infinity') > ?::timestamptz
        order by g.created_at desc limit 1) as source
     from course_enrolments e
     join contacts c on c.organization_id = e.organization_id and c.id = e.contact_id
     where e.organization_id = ? and e.course_id = ?
       and (?::text is null or (coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') || ' ' || c.email_norm) ilike '%' || ? || '%')
       and (?::timestamptz is null or (e.enrolled_at, e.id) < (?::timestamptz, ?::uuid))
     order by e.enrolled_at desc, e.id desc limit ${STUDENTS_PER_PAGE + 1}`,
    [now, now, now, Tenant.id(), courseId, search, search, before?.at, before?.at, before?.id]
  )
}

export type CourseFigures = { students: number; completed: number; active: number }

/** How many joined, how many are done, how many opened a lesson since the given moment. */
export async function courseFigures(courseId: string, since: string): Promise<CourseFigures> {
  const [figures] = await sql<CourseFigures>(
    `select count(*)::int as students, count(e.completed_at)::int as completed,
       count(*) filter (where exists (select 1 from lesson_progress p
         where p.organization_id = e.organization_id and p.contact_id = e.contact_id
           and p.course_id = e.course_id and greatest(p.opened_at, p.completed_at) >= ?::timestamptz))::int as active
     from course_enrolments e where e.organization_id = ? and e.course_id = ?`,
    [since, Tenant.id(), courseId]
  )
  return figures
}
