import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** A worker that says nothing for so long has lost its import to another one. */
const LEASE = `interval '60 seconds'`
const AT_WORK = `('mapped', 'running', 'undoing')`
/** One that was stopped owes its figures: chunks that were under way may have come in after the stop. */
const OWES = `(state in ${AT_WORK} or (state = 'cancelled' and outcome = '{}'))`

/** Takes an import that waits for work; null when there is none to do, or somebody is at it. Leases are in real time. */
export async function takeLease(importId: string): Promise<{ attempts: number } | null> {
  const [row] = await sql<{ attempts: number }>(
    `update imports set lease_until = now() + ${LEASE}, attempts = attempts + 1
     where organization_id = ? and id = ? and ${OWES} and (lease_until is null or lease_until < now())
     returning attempts`,
    [Tenant.id(), importId]
  )
  return row ?? null
}

/** Says that work goes on; false when the import was cancelled or taken away. */
export async function renewLease(importId: string, rowsRead?: number): Promise<boolean> {
  const rows = await sql(
    `update imports set lease_until = now() + ${LEASE}, rows_read = coalesce(?::integer, rows_read)
     where organization_id = ? and id = ? and state in ${AT_WORK} and lease_until is not null returning id`,
    [rowsRead, Tenant.id(), importId]
  )
  return rows.length > 0
}

export async function releaseLease(importId: string): Promise<void> {
  await sql('update imports set lease_until = null where organization_id = ? and id = ?', [
    Tenant.id(),
    importId,
  ])
}

/** Work went well: an earlier failure is forgotten. */
export async function forgetFailures(importId: string): Promise<void> {
  await sql('update imports set attempts = 1 where organization_id = ? and id = ?', [
    Tenant.id(),
    importId,
  ])
}

/** Imports and exports whose worker is gone, over all organizations. */
export function stranded(table: 'imports' | 'exports') {
  const owes = table === 'imports' ? OWES : `state = 'waiting'`
  return sql<{ id: string; organizationId: string }>(
    `select id, organization_id as "organizationId" from ${table}
     where ${owes} and coalesce(lease_until, updated_at + interval '30 seconds') < now() limit 100`
  )
}
