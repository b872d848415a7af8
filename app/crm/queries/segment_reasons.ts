import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'

/** What each of some questions (over the alias `c`) answers for one contact; null when there is none of this id. */
export async function answersFor(
  contactId: string,
  questions: SqlPart[]
): Promise<{ isLiving: boolean; answers: boolean[] } | null> {
  const asked = questions.map(({ sql: text }) => `((${text}) is true)`).join(', ')
  const [row] = await sql<{ isLiving: boolean; answers: boolean[] }>(
    `${PLAN_AFRESH} select c.deleted_at is null as "isLiving", array[${asked}]::boolean[] as answers
     from contacts c where c.organization_id = ? and c.id = ?`,
    [...questions.flatMap(({ bindings }) => bindings), Tenant.id(), contactId]
  )
  return row ?? null
}

/** Since when a contact is in a segment; null when they are not. */
export async function memberSince(segmentId: string, contactId: string): Promise<Date | null> {
  const [row] = await sql<{ at: Date }>(
    `select entered_at as at from segment_members
     where organization_id = ? and segment_id = ? and contact_id = ?`,
    [Tenant.id(), segmentId, contactId]
  )
  return row?.at ?? null
}
