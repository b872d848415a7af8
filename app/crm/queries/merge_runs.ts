import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export const RULES = ['email', 'phone_name', 'name_company', 'certain'] as const
export type Rule = (typeof RULES)[number]

/** Which open pairs (`p`) a rule takes, whose contacts live. */
const WHERE: Record<Rule, string> = {
  email: `p.reasons @> array['email', 'name']`,
  phone_name: `p.reasons @> array['phone', 'name']`,
  name_company: `p.reasons @> array['name', 'company']`,
  certain: 'p.score >= 90',
}
const ALIVE = ['a_id', 'b_id']
  .map(
    (side) =>
      `exists (select 1 from contacts c where c.organization_id = p.organization_id and c.id = p.${side} and c.deleted_at is null)`
  )
  .join(' and ')

export const pairsOfRule = (rule: Rule) => `${WHERE[rule]} and ${ALIVE}`

export type Run = {
  id: string
  rule: Rule
  keep: 'oldest' | 'fullest'
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed' | 'undoing' | 'undone'
  total: number
  merged: number
  skipped: number
  createdBy: string | null
  undoneBy: string | null
}

const COLUMNS = `id, rule, keep, state, total, merged, skipped, created_by as "createdBy", undone_by as "undoneBy"`
const LEASE = `clock_timestamp() + interval '3 minutes'`

/** Null where one waits or runs already. */
export async function insertRun(given: {
  rule: Rule
  keep: 'oldest' | 'fullest'
  total: number
  userId: string | null
}): Promise<string | null> {
  const [row] = await sql<{ id: string }>(
    `insert into merge_runs (id, organization_id, rule, keep, total, created_by, created_at)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id) where state in ('waiting', 'running', 'undoing') do nothing returning id`,
    [
      ...[uuid(), Tenant.id(), given.rule, given.keep, given.total, given.userId],
      clock.now().toISO(),
    ]
  )
  return row?.id ?? null
}

/** Takes a run, if it is owed and nobody has it. */
export async function leaseRun(id: string): Promise<Run | null> {
  const [row] = await sql<Run>(
    `update merge_runs set state = case when state = 'waiting' then 'running' else state end, lease_until = ${LEASE}
     where organization_id = ? and id = ? and (state = 'waiting'
       or (state in ('running', 'undoing') and coalesce(lease_until < clock_timestamp(), state = 'undoing')))
     returning ${COLUMNS}`,
    [Tenant.id(), id]
  )
  return row ?? null
}

/** Adds to the counts and keeps the lease. False once somebody stopped it. */
export async function noteProgress(id: string, merged: number, skipped: number): Promise<boolean> {
  const rows = await sql(
    `update merge_runs set merged = merged + ?, skipped = skipped + ?, total = greatest(total, merged + ?),
       lease_until = ${LEASE}
     where organization_id = ? and id = ? and state = 'running' returning 1`,
    [merged, skipped, merged, Tenant.id(), id]
  )
  return rows.length > 0
}

/** Whether the run was under way. */
export async function endRun(
  id: string,
  state: 'done' | 'stopped' | 'failed',
  error: string | null = null
): Promise<boolean> {
  const rows = await sql(
    `update merge_runs set state = ?, last_error = ?, lease_until = null, finished_at = ?
     where organization_id = ? and id = ? and state in ('waiting', 'running', 'undoing') returning 1`,
    [state, error?.slice(0, 500), clock.now().toISO(), Tenant.id(), id]
  )
  return rows.length > 0
}

/** Runs of all organizations that nobody works on. */
export function owedRuns(limit: number): Promise<{ id: string; organizationId: string }[]> {
  return sql(
    `select id, organization_id as "organizationId" from merge_runs
     where (state = 'waiting' and created_at < clock_timestamp() - interval '1 minute')
        or (state = 'running' and lease_until < clock_timestamp())
        or (state = 'undoing' and coalesce(lease_until < clock_timestamp(), true))
     limit ?`,
    [limit]
  )
}
