import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

type Place = { courseId: string; contactId: string }
type LessonPlace = Place & { lessonId: string }

/**
 * Notes that a contact opened a lesson, and where to go on next time, in one
 * statement. Resolves to false when there is no enrolment yet.
 */
export async function noteOpened({ courseId, contactId, lessonId }: LessonPlace): Promise<boolean> {
  const tenant = Tenant.id()
  const now = clock.now().toISO()
  const rows = await sql(
    `with opened as (
       insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at)
       values (?, ?, ?, ?, ?) on conflict do nothing
     )
     update course_enrolments set last_lesson_id = ?, updated_at = ?
     where organization_id = ? and course_id = ? and contact_id = ? returning id`,
    [tenant, contactId, lessonId, courseId, now, lessonId, now, tenant, courseId, contactId]
  )
  return rows.length > 0
}

/** Ticks a lesson off. Resolves to whether it was open before. */
export async function markCompleted(
  { courseId, contactId, lessonId }: LessonPlace,
  trx: TransactionClientContract
): Promise<boolean> {
  const now = clock.now().toISO()
  const rows = await sql(
    `insert into lesson_progress as p (organization_id, contact_id, lesson_id, course_id, opened_at, completed_at)
     values (?, ?, ?, ?, ?, ?)
     on conflict (organization_id, contact_id, lesson_id) do update set completed_at = excluded.completed_at
       where p.completed_at is null
     returning 1`,
    [Tenant.id(), contactId, lessonId, courseId, now, now],
    trx
  )
  return rows.length > 0
}

export async function markUncompleted({ contactId, lessonId }: LessonPlace): Promise<void> {
  await sql(
    `update lesson_progress set completed_at = null
     where organization_id = ? and contact_id = ? and lesson_id = ?`,
    [Tenant.id(), contactId, lessonId]
  )
}

/** How many lessons of the course the contact has not completed. */
export async function openLessons(
  { courseId, contactId }: Place,
  trx: TransactionClientContract
): Promise<number> {
  const [{ n }] = await sql<{ n: number }>(
    `select count(*) as n from lessons l
     where l.organization_id = ? and l.course_id = ? and not exists (
       select 1 from lesson_progress p
       where p.organization_id = l.organization_id and p.contact_id = ? and p.lesson_id = l.id
         and p.completed_at is not null)`,
    [Tenant.id(), courseId, contactId],
    trx
  )
  return n
}
