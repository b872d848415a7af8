import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Tasks of all organizations whose reminder is due, the oldest first. */
export function dueReminders(
  now: string,
  limit: number
): Promise<{ id: string; organizationId: string }[]> {
  return sql(
    `select id, organization_id as "organizationId" from tasks
     where completed_at is null and reminded_at is null and remind_at is not null and remind_at <= ?
     order by remind_at limit ?`,
    [now, limit]
  )
}

export type Reminder = {
  userId: string | null
  title: string
  hasTime: boolean
  dueOn: DateTime
  dueAt: DateTime
  remindAt: DateTime
}

/** Notes that the task was reminded of; null when it is not due, done, gone, or somebody else was quicker. */
export async function claimReminder(
  taskId: string,
  now: string,
  trx: TransactionClientContract
): Promise<Reminder | null> {
  const [row] = await sql<{
    userId: string | null
    title: string
    hasTime: boolean
    dueOn: string
    dueAt: string
    remindAt: string
  }>(
    `update tasks set reminded_at = ?
     where organization_id = ? and id = ? and completed_at is null and reminded_at is null and remind_at <= ?
     returning coalesce(assignee_id, created_by_id) as "userId", title, due_time is not null as "hasTime",
       due_on::text as "dueOn", to_json(due_at)#>>'{}' as "dueAt", to_json(remind_at)#>>'{}' as "remindAt"`,
    [now, Tenant.id(), taskId, now],
    trx
  )
  if (!row) return null
  return {
    ...row,
    dueOn: DateTime.fromISO(row.dueOn),
    dueAt: DateTime.fromISO(row.dueAt),
    remindAt: DateTime.fromISO(row.remindAt),
  }
}
