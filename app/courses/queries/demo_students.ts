import { sql } from '#core/database/sql'

/**
 * Gives the buyers of the demo enrolments at the time of their purchase, and
 * progress that differs from one to the next. What is there stays. Resolves to
 * the number of enrolments made.
 */
export async function enrolDemoBuyers(organizationId: string): Promise<number> {
  const made = await sql<{ id: string }>(
    `insert into course_enrolments (id, organization_id, course_id, contact_id, enrolled_at, created_at, updated_at)
     select gen_random_uuid(), g.organization_id, g.subject_id, g.contact_id, min(g.starts_at), min(g.starts_at), min(g.starts_at)
     from access_grants g
     where g.organization_id = ? and g.subject_type = 'course'
       and not exists (select 1 from access_revocations r where r.organization_id = g.organization_id and r.grant_id = g.id)
     group by 2, 3, 4
     on conflict (organization_id, course_id, contact_id) do nothing returning id`,
    [organizationId]
  )
  // How far somebody is comes from the id, so that a second run finds the same people at the same place.
  await sql(
    `insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at, completed_at)
     select e.organization_id, e.contact_id, l.id, e.course_id, at, case when l.n < reach then at + interval '12 minutes' end
     from course_enrolments e
     cross join lateral (select (('x' || substr(md5(e.contact_id::text), 1, 6))::bit(24)::int % 130)::float8 / 100 as share) luck
     join lateral (
       select l.id, row_number() over (order by m.position, l.position) as n, count(*) over () as total
       from lessons l join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id
       where l.organization_id = e.organization_id and l.course_id = e.course_id) l on true
     cross join lateral (select l.total * luck.share + 1 as reach, e.enrolled_at + l.n * interval '19 hours' as at) place
     where e.organization_id = ? and l.n <= reach and at < clock_timestamp()
     on conflict do nothing`,
    [organizationId]
  )
  await sql(
    `update course_enrolments e set completed_at = done.at
     from (select p.contact_id, p.course_id, max(p.completed_at) as at, count(p.completed_at) as lessons
           from lesson_progress p where p.organization_id = ? group by 1, 2) done
     where e.organization_id = ? and e.contact_id = done.contact_id and e.course_id = done.course_id
       and e.completed_at is null
       and done.lessons = (select count(*) from lessons l where l.organization_id = e.organization_id and l.course_id = e.course_id)`,
    [organizationId, organizationId]
  )
  return made.length
}
