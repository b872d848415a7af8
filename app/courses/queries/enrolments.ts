import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Inserts an enrolment; resolves to its id, or null when the contact has one. */
export async function insertEnrolment(
  courseId: string,
  contactId: string,
  trx: TransactionClientContract
): Promise<string | null> {
  const now = clock.now().toISO()
  const [row] = await sql<{ id: string }>(
    `insert into course_enrolments (id, organization_id, course_id, contact_id, enrolled_at, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, course_id, contact_id) do nothing returning id`,
    [uuid(), Tenant.id(), courseId, contactId, now, now, now],
    trx
  )
  return row?.id ?? null
}

/** Whether anybody joined the course, or was given access to it. */
export async function hasStudents(
  courseId: string,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `select 1 from course_enrolments where organization_id = ? and course_id = ?
     union all
     select 1 from access_grants where organization_id = ? and subject_type = 'course' and subject_id = ?
     limit 1`,
    [Tenant.id(), courseId, Tenant.id(), courseId],
    trx
  )
  return rows.length > 0
}
