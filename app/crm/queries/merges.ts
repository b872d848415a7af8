import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { ContactRow } from '#crm/merge_fields'
import { CONSENT_COLUMNS } from '#crm/queries/merge_references'

export type NewMerge = {
  id: string
  winner: ContactRow
  loser: ContactRow
  after: ContactRow
}

/** Columns that the database makes itself. */
const GENERATED = `(select coalesce(array_agg(attname::text), '{}') from pg_attribute
  where attrelid = 'contacts'::regclass and attnum > 0 and attgenerated <> '')`

/**
 * Contacts of the tenant as jsonb, without generated columns, locked in the order of their ids, so that two merges at
 * once wait for each other. From here on the transaction writes times in UTC, which the journal compares as text.
 */
export async function lockContacts(
  ids: string[],
  trx: TransactionClientContract
): Promise<Map<string, ContactRow>> {
  await sql(`set local time zone 'UTC'`, [], trx)
  const rows = await sql<{ row: ContactRow }>(
    `with locked as (
       select * from contacts where organization_id = ? and id = any(?) order by id for update)
     select to_jsonb(locked.*) - ${GENERATED} as row from locked`,
    [Tenant.id(), ids],
    trx
  )
  return new Map(rows.map(({ row }) => [row.id, row]))
}

/** Two contacts as jsonb, for a preview. */
export async function readContacts(ids: string[]): Promise<Map<string, ContactRow>> {
  const rows = await sql<{ row: ContactRow }>(
    `select to_jsonb(c.*) - ${GENERATED} as row from contacts c
     where organization_id = ? and id = any(?) and deleted_at is null`,
    [Tenant.id(), ids]
  )
  return new Map(rows.map(({ row }) => [row.id, row]))
}

export async function insertMerges(
  merges: NewMerge[],
  { runId, userId }: { runId: string | null; userId: string | null },
  trx: TransactionClientContract
): Promise<void> {
  const rows = merges.map(({ id, winner, loser, after }) => ({
    id,
    winner_id: winner.id,
    loser_id: loser.id,
    winner_before: winner,
    loser_before: loser,
    winner_after: after,
  }))
  await sql(
    `insert into merges (id, organization_id, winner_id, loser_id, winner_before, loser_before, winner_after, run_id,
       merged_by, merged_at)
     select id, ?, winner_id, loser_id, winner_before, loser_before, winner_after, ?, ?, ?
     from jsonb_to_recordset(?::jsonb) r (id uuid, winner_id uuid, loser_id uuid, winner_before jsonb,
       loser_before jsonb, winner_after jsonb)`,
    [Tenant.id(), runId, userId, clock.now().toISO(), JSON.stringify(rows)],
    trx
  )
}

/** The losers go: out of lists, and without the unique values that may be the winner's now. */
export async function retireLosers(ids: string[], trx: TransactionClientContract): Promise<void> {
  const now = clock.now().toISO()
  await sql(
    `update contacts c set deleted_at = ?, merged_into_id = m.winner_id, email = null, email_norm = null,
       phone = null, phone_e164 = null, updated_at = ?,
       external_id = case when m.winner_after ->> 'external_id' = c.external_id then null else c.external_id end
     from merges m where m.organization_id = ? and m.id = any(?) and c.organization_id = m.organization_id
       and c.id = m.loser_id`,
    [now, now, Tenant.id(), ids],
    trx
  )
}

/** Writes rows of contacts whole, as `lockContacts` read them. */
export async function writeContacts(
  rows: ContactRow[],
  trx: TransactionClientContract
): Promise<void> {
  const columns = Object.keys(rows[0])
    .filter((column) => !['id', 'organization_id', 'updated_at'].includes(column))
    .map((column) => `"${column}"`)
  await sql(
    `update contacts c set ${columns.map((column) => `${column} = r.${column}`).join(', ')}, updated_at = ?
     from jsonb_populate_recordset(null::contacts, ?::jsonb) r
     where c.organization_id = ? and c.id = r.id`,
    [clock.now().toISO(), JSON.stringify(rows), Tenant.id()],
    trx
  )
}

/** Where both have a word on the same channel and topic, the stricter one holds: refused, then awaited, then granted. */
export async function keepStrictestConsent(
  ids: string[],
  trx: TransactionClientContract
): Promise<void> {
  const rank = (alias: string) =>
    `array_position(array['granted', 'pending', 'denied'], ${alias}.state)`
  const image = (alias: string) =>
    `jsonb_build_object(${CONSENT_COLUMNS.map((c) => `'${c}', ${alias}.${c}`).join(', ')})`
  await sql(
    `with both_have as (
       select m.id as merge_id, w.id as row_id, ${image('w')} as before, l.*
       from merges m
       join consent_states l on l.organization_id = m.organization_id and l.contact_id = m.loser_id
       join consent_states w on w.organization_id = m.organization_id and w.contact_id = m.winner_id
         and w.channel = l.channel and w.topic_id is not distinct from l.topic_id
       where m.organization_id = ? and m.id = any(?) and ${rank('l')} > ${rank('w')}
     ), changed as (
       update consent_states t set ${CONSENT_COLUMNS.map((c) => `${c} = b.${c}`).join(', ')}
       from both_have b where t.organization_id = ? and t.id = b.row_id
       returning b.merge_id, t.id, b.before, ${image('t')} as after)
     insert into merge_moves (organization_id, merge_id, reference, kind, row_key, before, after)
     select ?, merge_id, 'consent_states.contact_id', 'changed', jsonb_build_object('id', id), before, after
     from changed`,
    [Tenant.id(), ids, Tenant.id(), Tenant.id()],
    trx
  )
}

/** What either refused while they were one holds for both. */
export async function shareRefusals(
  mergeId: string,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into consent_states (organization_id, contact_id, channel, topic_id, state, strength, consent_id, source,
       occurred_at)
     select distinct on (one.id, c.channel, c.topic_id) m.organization_id, one.id, c.channel, c.topic_id, 'denied',
       c.strength, c.consent_id, c.source, c.occurred_at
     from merges m
     join consent_states c on c.organization_id = m.organization_id and c.contact_id in (m.winner_id, m.loser_id)
       and c.state = 'denied' and c.occurred_at >= m.merged_at
     cross join lateral (values (m.winner_id), (m.loser_id)) one (id)
     where m.organization_id = ? and m.id = ?
     order by one.id, c.channel, c.topic_id, c.occurred_at desc
     on conflict (organization_id, contact_id, channel, topic_id) do update set state = excluded.state,
       strength = excluded.strength, consent_id = excluded.consent_id, source = excluded.source,
       occurred_at = excluded.occurred_at
     where consent_states.state <> 'denied'`,
    [Tenant.id(), mergeId],
    trx
  )
}

/** After an undo each of the two has a primary address again, and its copy on the contact. */
export async function settleAddresses(
  ids: string[],
  trx: TransactionClientContract
): Promise<void> {
  const organizationId = Tenant.id()
  for (const [table, columns] of [
    ['contact_emails', 'email, email_norm'],
    ['contact_phones', 'phone, phone_e164'],
  ]) {
    await sql(
      `update ${table} set is_primary = true where organization_id = ? and id in (
         select distinct on (contact_id) id from ${table} e where organization_id = ? and contact_id = any(?)
           and not exists (select 1 from ${table} p where p.organization_id = e.organization_id
             and p.contact_id = e.contact_id and p.is_primary)
         order by contact_id, created_at, id)`,
      [organizationId, organizationId, ids],
      trx
    )
    await sql(
      `update contacts c set (${columns}) = (select ${columns} from ${table} e
         where e.organization_id = c.organization_id and e.contact_id = c.id and e.is_primary)
       where c.organization_id = ? and c.id = any(?)
         and exists (select 1 from ${table} e where e.organization_id = c.organization_id and e.contact_id = c.id)`,
      [organizationId, ids],
      trx
    )
  }
}

/** Lets go of the unique values of two contacts, before they are given back. */
export async function releaseUnique(ids: string[], trx: TransactionClientContract): Promise<void> {
  await sql(
    `update contacts set email = null, email_norm = null, external_id = null
     where organization_id = ? and id = any(?)`,
    [Tenant.id(), ids],
    trx
  )
}

export type StandingMerge = {
  id: string
  winnerId: string
  loserId: string
  state: 'merged' | 'undone'
  winnerBefore: ContactRow
  loserBefore: ContactRow
  winnerAfter: ContactRow
  mergedAt: Date
}

export async function lockMerge(
  id: string,
  trx: TransactionClientContract
): Promise<StandingMerge | null> {
  const [row] = await sql<StandingMerge>(
    `select id, winner_id as "winnerId", loser_id as "loserId", state, winner_before as "winnerBefore",
       loser_before as "loserBefore", winner_after as "winnerAfter", merged_at as "mergedAt"
     from merges where organization_id = ? and id = ? for update`,
    [Tenant.id(), id],
    trx
  )
  return row ?? null
}

export async function noteMoved(
  counts: Map<string, Record<string, number>>,
  trx: TransactionClientContract
): Promise<void> {
  const rows = [...counts].map(([id, moved]) => ({ id, moved }))
  await sql(
    `update merges m set moved = r.moved from jsonb_to_recordset(?::jsonb) r (id uuid, moved jsonb)
     where m.organization_id = ? and m.id = r.id`,
    [JSON.stringify(rows), Tenant.id()],
    trx
  )
}

export async function noteUndone(
  { id, kept, userId }: { id: string; kept: string[]; userId: string | null },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update merges set state = 'undone', undone_at = ?, undone_by = ?, kept = ? where organization_id = ? and id = ?`,
    [clock.now().toISO(), userId, JSON.stringify(kept), Tenant.id(), id],
    trx
  )
}
