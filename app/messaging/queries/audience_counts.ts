import db from '@adonisjs/lucid/services/db'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { isExcludedSql, isIncludedSql, isInPartSql } from '#messaging/audience/audience_sql'
import { reasonSql, type Recipience } from '#messaging/audience/may_receive'

/** People of one audience with the same answer. */
export type Group = { isExcluded: boolean; reason: number; people: number }

/** Postgres gave up because the time was over. */
const CANCELLED = '57014'

/** Runs `fn` with a limit for each of its statements; null when one took longer. */
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

function groupsSql(spec: AudienceSpec, given: Recipience, from: string): SqlPart {
  const included = isIncludedSql('c', spec, given)
  const excluded = isExcludedSql('c', spec, given)
  const part = isInPartSql('c', spec)
  const reason = reasonSql('c', given)
  return {
    sql: `select ${excluded.sql} as "isExcluded", ${reason.sql} as reason, count(*)::int as people
      from ${from} where c.organization_id = ? and c.deleted_at is null and ${included.sql} and ${part.sql}
      group by 1, 2`,
    bindings: [
      ...excluded.bindings,
      ...reason.bindings,
      given.organizationId,
      ...included.bindings,
      ...part.bindings,
    ],
  }
}

/** The audience by what keeps them from being written to; null when that takes longer than `ms`. */
export function countGroups(
  spec: AudienceSpec,
  given: Recipience,
  ms: number
): Promise<Group[] | null> {
  const part = groupsSql(spec, given, 'contacts c')
  return within(ms, (client) => sql<Group>(`${PLAN_AFRESH} ${part.sql}`, part.bindings, client))
}

/** The same of a random sample of pages of the table, with how many living contacts stood on them. */
export function sampleGroups(
  spec: AudienceSpec,
  given: Recipience,
  percent: number,
  ms: number
): Promise<{ groups: Group[]; seen: number } | null> {
  const share = `tablesample system (${percent.toFixed(6)}) repeatable (${Date.now() % 100_000})`
  const part = groupsSql(spec, given, `contacts c ${share}`)
  return within(ms, async (client) => {
    const [{ seen }] = await sql<{ seen: number }>(
      `${PLAN_AFRESH} select count(*)::int as seen from contacts c ${share}
       where c.organization_id = ? and c.deleted_at is null`,
      [given.organizationId],
      client
    )
    const groups = await sql<Group>(`${PLAN_AFRESH} ${part.sql}`, part.bindings, client)
    return { groups, seen }
  })
}
