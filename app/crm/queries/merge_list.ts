import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Which of these merges still stand. Their losers are locked, so that an undo waits. */
export async function lockStanding(
  ids: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select m.id from merges m
     join contacts w on w.organization_id = m.organization_id and w.id = m.winner_id and w.deleted_at is null
     where m.organization_id = ? and m.id = any(?) and m.state = 'merged' order by m.id for update of m`,
    [Tenant.id(), ids],
    trx
  )
  return rows.map(({ id }) => id)
}

export type MergeLine = {
  id: string
  loserId: string
  loserName: string
  by: string | null
  at: string
  moved: Record<string, number>
}

/** Merges into a contact that stand and can be undone, the newest first. */
export async function undoableMergesOf(contactId: string, since: string): Promise<MergeLine[]> {
  const rows = await sql<Omit<MergeLine, 'at'> & { mergedAt: Date }>(
    `select m.id, m.loser_id as "loserId", m.moved, m.merged_at as "mergedAt", u.full_name as by,
       coalesce(nullif(concat_ws(' ', m.loser_before ->> 'first_name', m.loser_before ->> 'last_name'), ''),
         m.loser_before ->> 'email', 'Nameless') as "loserName"
     from merges m left join users u on u.id = m.merged_by
     where m.organization_id = ? and m.winner_id = ? and m.state = 'merged' and m.merged_at > ?
     order by m.merged_at desc limit 20`,
    [Tenant.id(), contactId, since]
  )
  return rows.map(({ mergedAt, ...row }) => ({ ...row, at: mergedAt.toISOString() }))
}

/** The contact that a merged one lives on in; null for any other id. */
export async function mergedInto(contactId: string): Promise<string | null> {
  const [row] = await sql<{ merged_into_id: string | null }>(
    'select merged_into_id from contacts where organization_id = ? and id = ?',
    [Tenant.id(), contactId]
  )
  return row?.merged_into_id ?? null
}

/**
 * Forgets journals that nobody can undo any more, of all organizations, at most `limit` merges: the rows that moved, and
 * both contacts as they were, but for the names by which the history tells of them. Resolves to how many merges.
 */
export async function forgetJournals(before: string, limit = 500): Promise<number> {
  const named = (image: string) =>
    `jsonb_build_object('first_name', m.${image} -> 'first_name', 'last_name', m.${image} -> 'last_name')`
  const rows = await sql(
    `with old as materialized (
       select organization_id, id from merges where merged_at < ? and winner_before <> '{}' limit ?
     ), moves as (
       delete from merge_moves v using old where v.organization_id = old.organization_id and v.merge_id = old.id)
     update merges m set winner_before = '{}', loser_before = ${named('loser_before')},
       winner_after = ${named('winner_after')}
     from old where m.organization_id = old.organization_id and m.id = old.id returning 1`,
    [before, limit]
  )
  return rows.length
}
