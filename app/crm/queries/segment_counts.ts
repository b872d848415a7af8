import db from '@adonisjs/lucid/services/db'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'

/** Postgres gave up because the time was over. */
const CANCELLED = '57014'

export type SampleRow = { id: string; name: string; email: string | null }

/** Runs `fn`, or resolves to null when its statements would take longer than `ms` each. */
async function within<T>(
  ms: number,
  fn: (client: Parameters<typeof sql>[2]) => Promise<T>
): Promise<T | null> {
  try {
    return await db.transaction(async (trx) => {
      await sql(
        `select set_config('statement_timeout', ?, true), set_config('jit', 'off', true)`,
        [String(ms)],
        trx
      )
      return fn(trx)
    })
  } catch (error) {
    if ((error as { code?: string }).code === CANCELLED) return null
    throw error
  }
}

/** What Postgres expects counting to cost, in its own units: a page read in order is 1. */
export async function costOfCount(organizationId: string, tree: SqlPart): Promise<number> {
  const [row] = await sql<{ 'QUERY PLAN': [{ Plan: { 'Total Cost': number } }] }>(
    `${PLAN_AFRESH} explain (format json) ${countSql(tree)}`,
    [organizationId, ...tree.bindings]
  )
  return row['QUERY PLAN'][0].Plan['Total Cost']
}

function countSql(tree: SqlPart): string {
  return `select count(*)::int as count from contacts c
    where c.organization_id = ? and c.deleted_at is null and (${tree.sql})`
}

/** Living contacts for whom a condition (over the alias `c`) holds; null when that takes longer than `ms`. */
export function countWithin(
  organizationId: string,
  tree: SqlPart,
  ms: number
): Promise<number | null> {
  return within(ms, async (client) => {
    const [{ count }] = await sql<{ count: number }>(
      `${PLAN_AFRESH} ${countSql(tree)}`,
      [organizationId, ...tree.bindings],
      client
    )
    return count
  })
}

/** Up to ten of them; null when that takes longer than `ms`. */
export function sampleWithin(
  organizationId: string,
  tree: SqlPart,
  ms: number
): Promise<SampleRow[] | null> {
  return within(ms, (client) =>
    sql<SampleRow>(
      `${PLAN_AFRESH} select c.id, c.email,
         coalesce(nullif(trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')), ''),
           c.email, c.phone, 'Nameless') as name
       from contacts c where c.organization_id = ? and c.deleted_at is null and (${tree.sql}) limit 10`,
      [organizationId, ...tree.bindings],
      client
    )
  )
}

/** Pages that a sample met: contacts of the organization on it, and those for whom the condition holds. */
export type SampledPage = { contacts: number; matching: number }

/** Rows of the whole table, as Postgres last counted them. */
export async function rowsOfTable(): Promise<number> {
  const [{ rows }] = await sql<{ rows: number }>(
    `select greatest(reltuples, 1)::float8 as rows from pg_class where oid = 'contacts'::regclass`
  )
  return rows
}

/**
 * A random sample of the table's pages, `percent` of them; `tree` asks per row. Null when
 * that takes longer than `ms`.
 */
export function samplePages(
  organizationId: string,
  tree: SqlPart,
  percent: number,
  ms: number
): Promise<SampledPage[] | null> {
  return within(ms, (client) =>
    sql<SampledPage>(
      `${PLAN_AFRESH} select count(*)::int as contacts, count(*) filter (where ${tree.sql})::int as matching
       from contacts c tablesample system (${Math.min(100, percent).toFixed(6)})
       where c.organization_id = ? and c.deleted_at is null
       group by (c.ctid::text::point)[0]`,
      [...tree.bindings, organizationId],
      client
    )
  )
}

/** All living contacts of an organization; null when counting takes longer than `ms`. */
export function countLiving(organizationId: string, ms: number): Promise<number | null> {
  return countWithin(organizationId, { sql: 'true', bindings: [] }, ms)
}
