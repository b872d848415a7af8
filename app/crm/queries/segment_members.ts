import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PLAN_AFRESH } from '#core/database/prepared_statements'
import { type Binding, sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'

/** Which contacts are asked: some by id, or all with an id in `(after, upTo]`. */
export type Asked = { ids: string[] } | { after: string; upTo: string }

export type SegmentKey = { organizationId: string; segmentId: string }

/** Somebody whose membership turned. */
export type Turned = { contactId: string; isIn: boolean }

function scopeOf(column: string, asked: Asked): SqlPart {
  return 'ids' in asked
    ? { sql: `${column} = any(?)`, bindings: [asked.ids] }
    : { sql: `${column} > ? and ${column} <= ?`, bindings: [asked.after, asked.upTo] }
}

/**
 * Asks contacts and writes who is in now and who no longer; resolves to those
 * alone. The segment's row must be locked before: this statement then sees every
 * change that another evaluation has seen, so that the last writer knows most.
 * `tree` is over the alias `c`.
 */
export function askMembers(
  { organizationId, segmentId }: SegmentKey,
  asked: Asked,
  tree: SqlPart,
  now: string,
  trx: TransactionClientContract
): Promise<Turned[]> {
  const contacts = scopeOf('c.id', asked)
  const members = scopeOf('m.contact_id', asked)
  return sql<Turned>(
    `${PLAN_AFRESH} with matching as materialized (
       select c.id from contacts c
       where c.organization_id = ? and ${contacts.sql} and c.deleted_at is null and (${tree.sql})),
     gone as (
       delete from segment_members m
       where m.organization_id = ? and m.segment_id = ? and ${members.sql}
         and not exists (select 1 from matching where matching.id = m.contact_id)
       returning contact_id),
     came as (
       insert into segment_members (organization_id, segment_id, contact_id, entered_at)
       select ?, ?, id, ? from matching
       where not exists (select 1 from segment_members m
         where m.organization_id = ? and m.segment_id = ? and m.contact_id = matching.id)
       returning contact_id)
     select contact_id as "contactId", true as "isIn" from came
     union all select contact_id, false from gone`,
    [
      ...[organizationId, ...contacts.bindings, ...tree.bindings],
      ...[organizationId, segmentId, ...members.bindings],
      ...[organizationId, segmentId, now, organizationId, segmentId],
    ],
    trx
  )
}

/** Notes for asked contacts when time alone may turn them; `at` is a moment over the alias `c`. */
export async function noteDues(
  { organizationId, segmentId }: SegmentKey,
  asked: Asked,
  at: SqlPart,
  trx: TransactionClientContract
): Promise<void> {
  const contacts = scopeOf('c.id', asked)
  const dues = scopeOf('d.contact_id', asked)
  await sql(
    `${PLAN_AFRESH} with timed as materialized (
       select c.id, ${at.sql} as due_at from contacts c
       where c.organization_id = ? and ${contacts.sql} and c.deleted_at is null),
     gone as (
       delete from segment_dues d where d.organization_id = ? and d.segment_id = ? and ${dues.sql}
         and not exists (select 1 from timed where timed.id = d.contact_id and timed.due_at is not null))
     insert into segment_dues (organization_id, segment_id, contact_id, due_at)
     select ?, ?, id, due_at from timed where due_at is not null
     on conflict (organization_id, segment_id, contact_id) do update set due_at = excluded.due_at
       where segment_dues.due_at <> excluded.due_at`,
    [
      ...at.bindings,
      ...[organizationId, ...contacts.bindings],
      ...[organizationId, segmentId, ...dues.bindings],
      ...[organizationId, segmentId],
    ],
    trx
  )
}

/** Forgets what is due, of some contacts or of all. */
export async function forgetDues(
  { organizationId, segmentId }: SegmentKey,
  trx: TransactionClientContract,
  contactIds: string[] | null = null
): Promise<void> {
  await sql(
    `delete from segment_dues where organization_id = ? and segment_id = ?
       and (?::uuid[] is null or contact_id = any(?::uuid[]))`,
    [organizationId, segmentId, contactIds, contactIds],
    trx
  )
}

export type Due = { organizationId: string; segmentId: string; contactIds: string[] }

/** What time has turned until `now`, the longest due first, by segment. Over all organizations. */
export function duesUntil(now: string, limit: number): Promise<Due[]> {
  return sql<Due>(
    `select organization_id as "organizationId", segment_id as "segmentId",
       array_agg(contact_id) as "contactIds"
     from (select * from segment_dues where due_at <= ? order by due_at limit ?) due
     group by organization_id, segment_id order by organization_id, segment_id`,
    [now, limit]
  )
}

export async function delayDues(
  { organizationId, segmentId, contactIds }: Due,
  until: string
): Promise<void> {
  await sql(
    `update segment_dues set due_at = ? where organization_id = ? and segment_id = ? and contact_id = any(?)`,
    [until, organizationId, segmentId, contactIds]
  )
}

/** Puts living contacts on a static list; resolves to those who were not on it. */
export async function putMembers(
  { organizationId, segmentId }: SegmentKey,
  contacts: SqlPart,
  now: string,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ contactId: string }>(
    `insert into segment_members (organization_id, segment_id, contact_id, entered_at, is_listed)
     select c.organization_id, ?, c.id, ?, true from contacts c
     where c.organization_id = ? and c.deleted_at is null and ${contacts.sql}
     on conflict do nothing returning contact_id as "contactId"`,
    [segmentId, now, organizationId, ...contacts.bindings],
    trx
  )
  return rows.map((row) => row.contactId)
}

/** Takes contacts off a static list; resolves to those living ones who were on it. */
export async function takeMembers(
  { organizationId, segmentId }: SegmentKey,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ contactId: string }>(
    `with gone as (
       delete from segment_members where organization_id = ? and segment_id = ? and contact_id = any(?)
       returning contact_id)
     select c.id as "contactId" from gone join contacts c
       on c.organization_id = ? and c.id = gone.contact_id and c.deleted_at is null`,
    [organizationId, segmentId, contactIds, organizationId],
    trx
  )
  return rows.map((row) => row.contactId)
}

/** Static lists on which contacts stand, for what their deletion and return mean to them. */
export function listsOf(
  organizationId: string,
  contactIds: string[],
  trx: TransactionClientContract
): Promise<{ segmentId: string; contactId: string }[]> {
  return sql(
    `select m.segment_id as "segmentId", m.contact_id as "contactId"
     from segment_members m join segments s on s.organization_id = m.organization_id and s.id = m.segment_id
     where m.organization_id = ? and m.contact_id = any(?) and s.kind = 'static' and s.archived_at is null`,
    [organizationId, contactIds],
    trx
  )
}

/** Living members, counted. */
export async function countMembers(
  { organizationId, segmentId }: SegmentKey,
  trx: TransactionClientContract
): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from segment_members m
     join contacts c on c.organization_id = m.organization_id and c.id = m.contact_id
     where m.organization_id = ? and m.segment_id = ? and c.deleted_at is null`,
    [organizationId, segmentId],
    trx
  )
  return row.count
}

/** Counts the living members of lists anew. */
export async function recount(
  organizationId: string,
  segmentIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  if (segmentIds.length === 0) return
  await sql(
    `update segments s set member_count = (
       select count(*) from segment_members m
       join contacts c on c.organization_id = m.organization_id and c.id = m.contact_id
       where m.organization_id = s.organization_id and m.segment_id = s.id and c.deleted_at is null)
     where s.organization_id = ? and s.id = any(?)`,
    [organizationId, segmentIds],
    trx
  )
}

/** Adds to (or takes from) the counts of segments by id. */
export async function moveCounts(
  organizationId: string,
  changes: Map<string, number>,
  now: string,
  trx: TransactionClientContract
): Promise<void> {
  const moved = [...changes].filter(([, by]) => by !== 0)
  if (moved.length === 0) return
  const values: Binding[] = moved.flatMap(([id, by]) => [id, by])
  await sql(
    `update segments s set member_count = greatest(0, s.member_count + v.by), counted_at = ?
     from (values ${moved.map(() => '(?::uuid, ?::int)').join(', ')}) v (id, by)
     where s.organization_id = ? and s.id = v.id`,
    [now, ...values, organizationId],
    trx
  )
}

/** Adds to the day's figures of a segment. */
export async function noteDay(
  { organizationId, segmentId }: SegmentKey,
  turned: Turned[],
  now: string,
  trx: TransactionClientContract
): Promise<void> {
  const entered = turned.filter(({ isIn }) => isIn).length
  await sql(
    `insert into segment_days as d (organization_id, segment_id, day, entered, departed)
     values (?, ?, (?::timestamptz at time zone 'UTC')::date, ?, ?)
     on conflict (organization_id, segment_id, day) do update set
       entered = d.entered + excluded.entered, departed = d.departed + excluded.departed`,
    [organizationId, segmentId, now, entered, turned.length - entered],
    trx
  )
}
