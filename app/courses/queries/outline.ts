import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type OutlineLesson = {
  id: string
  title: string
  slug: string
  isPreview: boolean
  hasVideo: boolean
  durationSeconds: number | null
}

export type OutlineModule<L = OutlineLesson> = { id: string; title: string; lessons: L[] }

/** The whole order of a course: module ids, each with its lesson ids. */
export type OutlineOrder = { id: string; lessons: string[] }[]

/** Modules and lessons of a course in order, in one query. Empty modules are part of it. */
export async function outlineOf(courseId: string): Promise<OutlineModule[]> {
  return sql<OutlineModule>(
    `select m.id, m.title,
       coalesce(json_agg(json_build_object('id', l.id, 'title', l.title, 'slug', l.slug,
         'isPreview', l.is_preview, 'hasVideo', l.vimeo_id is not null,
         'durationSeconds', l.duration_seconds) order by l.position, l.id)
         filter (where l.id is not null), '[]') as lessons
     from course_modules m
     left join lessons l on l.organization_id = m.organization_id and l.module_id = m.id
     where m.organization_id = ? and m.course_id = ?
     group by m.id order by m.position, m.id`,
    [Tenant.id(), courseId]
  )
}

export async function countLessons(courseId: string): Promise<number> {
  const [{ n }] = await sql<{ n: number }>(
    'select count(*) as n from lessons where organization_id = ? and course_id = ?',
    [Tenant.id(), courseId]
  )
  return n
}

/** Locks the course, so that its order is changed by one at a time, and reads what it has. */
export async function lockOutline(
  courseId: string,
  trx: TransactionClientContract
): Promise<{ modules: string[]; lessons: string[] }> {
  const tenant = Tenant.id()
  await sql(
    'select 1 from courses where organization_id = ? and id = ? for update',
    [tenant, courseId],
    trx
  )
  const ids = async (table: 'course_modules' | 'lessons') => {
    const rows = await sql<{ id: string }>(
      `select id from ${table} where organization_id = ? and course_id = ?`,
      [tenant, courseId],
      trx
    )
    return rows.map((row) => row.id)
  }
  return { modules: await ids('course_modules'), lessons: await ids('lessons') }
}

/** Writes an order that lockOutline() and the model have checked. */
export async function writeOrder(
  courseId: string,
  order: OutlineOrder,
  trx: TransactionClientContract
): Promise<void> {
  const tenant = Tenant.id()
  await sql(
    `update course_modules m set position = o.position
     from unnest(?::uuid[]) with ordinality as o (id, position)
     where m.organization_id = ? and m.course_id = ? and m.id = o.id and m.position <> o.position`,
    [order.map((module) => module.id), tenant, courseId],
    trx
  )
  await sql(
    `update lessons l set module_id = o.module_id, position = o.position
     from unnest(?::uuid[], ?::uuid[]) with ordinality as o (id, module_id, position)
     where l.organization_id = ? and l.course_id = ? and l.id = o.id
       and (l.position, l.module_id) is distinct from (o.position, o.module_id)`,
    [
      order.flatMap((module) => module.lessons),
      order.flatMap((module) => module.lessons.map(() => module.id)),
      tenant,
      courseId,
    ],
    trx
  )
}
