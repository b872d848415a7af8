import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { COURSE_LIFECYCLE } from '#courses/models/course/lifecycle'

export type CourseListRow = {
  id: string
  title: string
  slug: string
  status: string
  cover: string | null
  lessons: number
  students: number
  /** Share of all lessons of all students that are ticked off, 0 to 100; null without students. */
  completion: number | null
  isFree: boolean
  price: { minor: number; currency: string } | null
  updatedAt: string
}

/** The courses of the organization, newest first: at most 200, an owner has dozens. */
export async function courseList(filters: {
  status?: string
  search?: string
}): Promise<CourseListRow[]> {
  const status = filters.status && filters.status in COURSE_LIFECYCLE ? filters.status : null
  const search = filters.search?.trim().slice(0, 100) || null
  return sql<CourseListRow>(
    `select c.id, c.title, c.slug, c.status,
       case when c.cover_file_id is not null then '/media/' || c.cover_file_id || '/w320' end as cover,
       coalesce(l.n, 0)::int as lessons, coalesce(e.n, 0)::int as students,
       case when e.n > 0 and l.n > 0 then round(100.0 * coalesce(p.n, 0) / (e.n * l.n))::int end as completion,
       coalesce(pr.is_free, false) as "isFree",
       (select json_build_object('minor', pp.amount_minor, 'currency', pp.currency) from product_prices pp
        join organizations o on o.id = pp.organization_id
        where pp.organization_id = c.organization_id and pp.product_id = c.product_id
          and pp.archived_at is null and not pr.is_free
        order by (pp.currency = o.currency) desc, pp.created_at limit 1) as price,
       to_json(c.updated_at)#>>'{}' as "updatedAt"
     from courses c
     left join products pr on pr.organization_id = c.organization_id and pr.id = c.product_id
     left join lateral (select count(*) n from lessons where organization_id = c.organization_id and course_id = c.id) l on true
     left join lateral (select count(*) n from course_enrolments where organization_id = c.organization_id and course_id = c.id) e on true
     left join lateral (
       select count(*) n from lesson_progress g join course_enrolments x
         on x.organization_id = g.organization_id and x.course_id = g.course_id and x.contact_id = g.contact_id
       where g.organization_id = c.organization_id and g.course_id = c.id and g.completed_at is not null) p on true
     where c.organization_id = ? and (?::text is null or c.status = ?)
       and (?::text is null or c.title ilike '%' || ? || '%')
     order by c.created_at desc, c.id desc limit 200`,
    [Tenant.id(), status, status, search, search]
  )
}
