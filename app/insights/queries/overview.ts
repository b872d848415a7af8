import { sql } from '#core/database/sql'
import type { Period } from '#insights/period'

export type Sales = { currency: string; day: string; minor: number }

/** Net sales by day and currency: what was paid that day, less what was given back since. */
export async function salesByDay(organizationId: string, { from, zone }: Period): Promise<Sales[]> {
  return sql<Sales>(
    `select currency::text, to_char(paid_at at time zone ?, 'YYYY-MM-DD') as day,
       sum(total_minor - refunded_minor)::bigint as minor
     from orders
     where organization_id = ? and paid_at >= ? and total_minor > 0
     group by 1, 2 order by 2`,
    [zone, organizationId, from.toISO()]
  )
}

export type Totals = { currency: string; now: number; before: number }

/** Net sales per currency in the period and in the one before. */
export async function salesTotals(
  organizationId: string,
  { from, before }: Period
): Promise<Totals[]> {
  return sql<Totals>(
    `select currency::text,
       coalesce(sum(total_minor - refunded_minor) filter (where paid_at >= ?), 0)::bigint as now,
       coalesce(sum(total_minor - refunded_minor) filter (where paid_at < ?), 0)::bigint as before
     from orders
     where organization_id = ? and paid_at >= ? and total_minor > 0
     group by 1 order by 2 desc`,
    [from.toISO(), from.toISO(), organizationId, before.toISO()]
  )
}

export type Figures = {
  orders: number
  ordersBefore: number
  students: number
  studentsBefore: number
  completion: number | null
  completed: number
}

/** Paid orders and new students against the period before; and the share of lessons done by those who began in it. */
export async function keyFigures(
  organizationId: string,
  { from, before }: Period
): Promise<Figures> {
  const [row] = await sql<Figures>(
    `select
       (select count(*) from orders where organization_id = ? and paid_at >= ?)::int as orders,
       (select count(*) from orders where organization_id = ? and paid_at >= ? and paid_at < ?)::int as "ordersBefore",
       (select count(*) from course_enrolments where organization_id = ? and enrolled_at >= ?)::int as students,
       (select count(*) from course_enrolments where organization_id = ? and enrolled_at >= ? and enrolled_at < ?)::int as "studentsBefore",
       (select count(*) from course_enrolments where organization_id = ? and completed_at >= ?)::int as completed,
       (select avg(coalesce(done.lessons, 0)::float8 / nullif(course.lessons, 0))
          from course_enrolments e
          join lateral (select count(*) as lessons from lessons l
                        where l.organization_id = e.organization_id and l.course_id = e.course_id) course on true
          left join lateral (select count(*) as lessons from lesson_progress p
                        where p.organization_id = e.organization_id and p.course_id = e.course_id
                          and p.contact_id = e.contact_id and p.completed_at is not null) done on true
         where e.organization_id = ? and e.enrolled_at >= ?) as completion`,
    [
      organizationId,
      from.toISO(),
      organizationId,
      before.toISO(),
      from.toISO(),
      organizationId,
      from.toISO(),
      organizationId,
      before.toISO(),
      from.toISO(),
      organizationId,
      from.toISO(),
      organizationId,
      before.toISO(),
    ]
  )
  return row
}

/** New students by day, for the chart. */
export async function studentsByDay(
  organizationId: string,
  { from, zone }: Period
): Promise<{ day: string; students: number }[]> {
  return sql(
    `select to_char(enrolled_at at time zone ?, 'YYYY-MM-DD') as day, count(*)::int as students
     from course_enrolments where organization_id = ? and enrolled_at >= ? group by 1 order by 1`,
    [zone, organizationId, from.toISO()]
  )
}

export type RecentOrder = {
  id: string
  number: number
  name: string | null
  email: string | null
  status: string
  minor: number
  currency: string
  at: Date
}

export async function recentOrders(organizationId: string): Promise<RecentOrder[]> {
  return sql<RecentOrder>(
    `select id, number, name, email, status, total_minor as minor, currency::text, coalesce(paid_at, created_at) as at
     from orders where organization_id = ? and status not in ('pending', 'expired') order by created_at desc, id desc limit 6`,
    [organizationId]
  )
}

export type Setup = {
  brand: boolean
  courses: boolean
  payments: boolean
  published: boolean
  legal: boolean
  sold: boolean
}

/** What a new organization still has to do. */
export async function setupOf(organizationId: string): Promise<Setup> {
  const [row] = await sql<Setup>(
    `select exists (select 1 from organizations where id = ?
         and (logo_file_id is not null or brand_color <> '#2f7d57')) as brand,
       exists (select 1 from courses where organization_id = ?) as courses,
       exists (select 1 from provider_accounts where organization_id = ? and state = 'active') as payments,
       exists (select 1 from courses where organization_id = ? and status = 'published') as published,
       (select count(*) from site_pages where organization_id = ? and key in ('privacy', 'imprint') and body_html <> '') = 2 as legal,
       exists (select 1 from orders where organization_id = ? and paid_at is not null) as sold`,
    Array(6).fill(organizationId)
  )
  return row
}
