import db from '@adonisjs/lucid/services/db'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { type Binding, sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'

type Table = 'contacts' | 'companies'
type Plan = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }

/** Beyond this a count is told as "more than". */
export const COUNT_CAP = 10_000
const MILLISECONDS_TO_COUNT = 400
const SIZE_KEPT_MS = 60_000

const sizes = new Map<string, { rows: number; until: number }>()

export type Total = {
  count: number
  /** `exact`; `more`: over the cap; `about`: counting took too long, so a sample was looked at. */
  is: 'exact' | 'more' | 'about'
}

/** How many fit: exact up to the cap, within a time; else from a sample of the table's pages. */
export async function countRecords(table: Table, filter: SqlPart | null): Promise<Total> {
  const fits = filter ?? { sql: 'true', bindings: [] }
  try {
    const count = await counted(
      `select 1 from ${table} c where c.organization_id = ? and c.deleted_at is null and ${fits.sql} limit ${COUNT_CAP + 1}`,
      fits.bindings
    )
    return count > COUNT_CAP ? { count: COUNT_CAP, is: 'more' } : { count, is: 'exact' }
  } catch (error) {
    if ((error as { code?: string }).code !== TIMED_OUT) throw error
    return { count: await sampled(table, fits), is: 'about' }
  }
}

const TIMED_OUT = '57014'

async function counted(inner: string, bindings: Binding[]): Promise<number> {
  return db.transaction(async (trx) => {
    await sql(`set local statement_timeout = ${MILLISECONDS_TO_COUNT}`, [], trx)
    const [row] = await sql<{ count: number }>(
      `select count(*)::int as count from (${inner}) found ${PLAN_AFRESH}`,
      [Tenant.id(), ...bindings],
      trx
    )
    return row.count
  })
}

/** A hundredth of the table's pages stand for all; where even that takes too long, the planner's guess does. */
async function sampled(table: Table, fits: SqlPart): Promise<number> {
  const share = Math.min(100, Math.max(1, 2_000_000 / Math.max(await sizeOf(table), 1)))
  try {
    const count = await counted(
      `select 1 from ${table} c tablesample system (${share.toFixed(2)})
       where c.organization_id = ? and c.deleted_at is null and ${fits.sql}`,
      fits.bindings
    )
    return rounded((count * 100) / share)
  } catch (error) {
    if ((error as { code?: string }).code !== TIMED_OUT) throw error
    return rounded(await planned(table, fits))
  }
}

async function planned(table: Table, filter: SqlPart): Promise<number> {
  const [row] = await sql<Plan>(
    `explain (format json) select 1 from ${table} c where c.organization_id = ? and c.deleted_at is null and ${filter.sql} ${PLAN_AFRESH}`,
    [Tenant.id(), ...filter.bindings]
  )
  return row['QUERY PLAN'][0].Plan['Plan Rows']
}

/** About how many living records the tenant has; asked again after a minute. */
export async function sizeOf(table: Table): Promise<number> {
  const key = `${table}:${Tenant.id()}`
  const known = sizes.get(key)
  if (known && known.until > Date.now()) return known.rows
  const rows = await planned(table, { sql: 'true', bindings: [] })
  if (sizes.size > 1000) sizes.clear()
  sizes.set(key, { rows, until: Date.now() + SIZE_KEPT_MS })
  return rows
}

/** To two digits: more would say what nobody knows. */
function rounded(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1)
  return Math.round(count / step) * step
}
