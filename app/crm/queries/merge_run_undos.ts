import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { Run } from '#crm/queries/merge_runs'

/** How a bulk merge stands, for people. */
export type RunLine = Omit<Run, 'createdBy'> & {
  at: string
  /** Merges of it that are taken back. */
  undone: number
  /** Merges that stay although the run was undone, by reason. */
  staying: { reason: string; count: number }[]
  /** Whether merges of it stand that the journal can still take back. */
  canUndo: boolean
}

/** The newest bulk merges, at most `limit`; merges before `since` cannot be undone any more. */
export async function runLines(since: string, limit: number): Promise<RunLine[]> {
  const rows = await sql<Omit<RunLine, 'at'> & { createdAt: Date }>(
    `select r.id, r.rule, r.keep, r.state, r.total, r.merged, r.skipped, r.created_at as "createdAt",
       (select count(*)::int from merges m where m.organization_id = r.organization_id and m.run_id = r.id
         and m.state = 'undone') as undone,
       coalesce((select jsonb_agg(jsonb_build_object('reason', reason, 'count', count) order by count desc) from (
         select undo_problem as reason, count(*)::int as count from merges m
         where m.organization_id = r.organization_id and m.run_id = r.id and m.state = 'merged'
           and m.undo_problem is not null group by 1) problems), '[]') as staying,
       r.state in ('done', 'stopped', 'failed', 'undone') and exists (select 1 from merges m
         where m.organization_id = r.organization_id and m.run_id = r.id and m.state = 'merged'
           and m.merged_at > ?::timestamptz) as "canUndo"
     from merge_runs r where r.organization_id = ? order by r.created_at desc, r.id desc limit ?`,
    [since, Tenant.id(), limit]
  )
  return rows.map(({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }))
}

/** Marks a run that ended as to be undone; what could not be undone before is tried again. False while it runs. */
export async function askForUndo(
  id: string,
  userId: string | null,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `update merge_runs set state = 'undoing', undone_by = ?, undone_at = null, lease_until = null
     where organization_id = ? and id = ? and state in ('done', 'stopped', 'failed', 'undone')
       and not exists (select 1 from merge_runs o where o.organization_id = merge_runs.organization_id
         and o.state in ('waiting', 'running', 'undoing'))
     returning 1`,
    [userId, Tenant.id(), id],
    trx
  )
  if (rows.length === 0) return false
  await sql(
    `update merges set undo_problem = null where organization_id = ? and run_id = ? and undo_problem is not null`,
    [Tenant.id(), id],
    trx
  )
  return true
}

/** Merges of a run that stand and were not tried yet, the latest first: a chain comes apart from its end. */
export async function standingMerges(runId: string, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select id from merges where organization_id = ? and run_id = ? and state = 'merged' and undo_problem is null
     order by merged_at desc, id desc limit ?`,
    [Tenant.id(), runId, limit]
  )
  return rows.map(({ id }) => id)
}

export async function noteStaying(mergeId: string, reason: string): Promise<void> {
  await sql('update merges set undo_problem = ? where organization_id = ? and id = ?', [
    reason,
    Tenant.id(),
    mergeId,
  ])
}

/** Keeps the lease of a run that is undone; false once somebody stopped it. */
export async function holdUndo(id: string): Promise<boolean> {
  const rows = await sql(
    `update merge_runs set lease_until = clock_timestamp() + interval '3 minutes'
     where organization_id = ? and id = ? and state = 'undoing' returning 1`,
    [Tenant.id(), id]
  )
  return rows.length > 0
}

export async function endUndo(id: string): Promise<void> {
  await sql(
    `update merge_runs set state = 'undone', undone_at = ?, lease_until = null
     where organization_id = ? and id = ? and state = 'undoing'`,
    [clock.now().toISO(), Tenant.id(), id]
  )
}
