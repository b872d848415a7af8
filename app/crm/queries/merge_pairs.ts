import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/**
 * The queue of duplicates after merges: the pair itself is done, and what the loser had with others is now the
 * winner's, so that nothing is asked about somebody who is gone, and "not the same person" stays said.
 */
export async function repointPairs(
  mergeIds: string[],
  userId: string | null,
  trx: TransactionClientContract
): Promise<void> {
  const organizationId = Tenant.id()
  const now = clock.now().toISO()
  await sql(
    `update duplicate_pairs p set state = 'merged', decided_by = ?, decided_at = ?
     from merges m where m.organization_id = ? and m.id = any(?) and p.organization_id = m.organization_id
       and p.a_id = least(m.winner_id, m.loser_id) and p.b_id = greatest(m.winner_id, m.loser_id)`,
    [userId, now, organizationId, mergeIds],
    trx
  )
  await sql(
    `with others as (
       select m.id as merge_id, m.winner_id, p.id, p.state, p.score, p.reasons, p.found_at,
         case when p.a_id = m.loser_id then p.b_id else p.a_id end as other_id
       from merges m join duplicate_pairs p on p.organization_id = m.organization_id
         and (p.a_id = m.loser_id or p.b_id = m.loser_id) and p.state in ('open', 'dismissed')
       where m.organization_id = ? and m.id = any(?)
     ), gone as (
       update duplicate_pairs p set state = 'superseded' from others o
       where p.organization_id = ? and p.id = o.id returning o.merge_id, p.id, o.state as before
     ), added as (
       insert into duplicate_pairs (id, organization_id, a_id, b_id, score, reasons, state, found_at)
       select distinct on (least(winner_id, other_id), greatest(winner_id, other_id))
         gen_random_uuid(), ?::uuid, least(winner_id, other_id), greatest(winner_id, other_id), score, reasons, state, found_at
       from others where other_id <> winner_id
       order by least(winner_id, other_id), greatest(winner_id, other_id), (state = 'dismissed') desc, score desc
       on conflict (organization_id, a_id, b_id) do nothing
       returning id, a_id, b_id, state)
     insert into merge_moves (organization_id, merge_id, reference, kind, row_key, before)
     select ?::uuid, merge_id, 'duplicate_pairs', 'changed', jsonb_build_object('id', id), jsonb_build_object('state', before)
     from gone
     union all
     select ?::uuid, o.merge_id, 'duplicate_pairs', 'added', jsonb_build_object('id', a.id), jsonb_build_object('state', a.state)
     from added a join others o on o.winner_id in (a.a_id, a.b_id) and o.other_id in (a.a_id, a.b_id)`,
    [organizationId, mergeIds, organizationId, organizationId, organizationId, organizationId],
    trx
  )
}

/** After an undo: the two are known not to be the same person, and their pairs with others are what they were. */
export async function restorePairs(
  { id, winnerId, loserId }: { id: string; winnerId: string; loserId: string },
  userId: string | null,
  trx: TransactionClientContract
): Promise<void> {
  const organizationId = Tenant.id()
  const now = clock.now().toISO()
  const journal = `merge_moves v where v.organization_id = ? and v.merge_id = ? and v.reference = 'duplicate_pairs'`
  await sql(
    `delete from duplicate_pairs p using ${journal} and v.kind = 'added' and p.organization_id = v.organization_id
       and p.id = (v.row_key ->> 'id')::uuid and p.state = v.before ->> 'state'`,
    [organizationId, id],
    trx
  )
  await sql(
    `update duplicate_pairs p set state = v.before ->> 'state' from ${journal} and v.kind = 'changed'
       and p.organization_id = v.organization_id and p.id = (v.row_key ->> 'id')::uuid and p.state = 'superseded'`,
    [organizationId, id],
    trx
  )
  await sql(
    `insert into duplicate_pairs (id, organization_id, a_id, b_id, score, reasons, state, decided_by, decided_at, found_at)
     values (?::uuid, ?::uuid, least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), 0, '{}', 'dismissed', ?, ?, ?)
     on conflict (organization_id, a_id, b_id) do update
       set state = 'dismissed', decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [uuid(), organizationId, winnerId, loserId, winnerId, loserId, userId, now, now],
    trx
  )
}
