import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { Run } from '#messaging/queries/send_runs'

/** A claimed stretch of a run. */
export type Batch = {
  id: number
  organizationId: string
  runId: number
  fromN: number | null
  toN: number | null
  ns: number[] | null
  attempts: number
}

export type NewBatch = { fromN: number; toN: number; dueAt: Date }

export async function insertBatches(
  {
    organizationId,
    runId,
    isHeld = false,
  }: { organizationId: string; runId: number; isHeld?: boolean },
  batches: NewBatch[],
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into send_batches (organization_id, run_id, from_n, to_n, due_at, is_held)
     select ?, ?, b.from_n, b.to_n, b.due_at, ?
     from unnest(?::int[], ?::int[], ?::timestamptz[]) as b(from_n, to_n, due_at)`,
    [
      organizationId,
      runId,
      isHeld,
      batches.map(({ fromN }) => fromN),
      batches.map(({ toN }) => toN),
      batches.map(({ dueAt }) => dueAt.toISOString()),
    ],
    trx
  )
}

/** Rows that a batch of what was put off takes at most. */
const FULL = 500

/** Some rows of a run that come later: with others of the same moment where there is room, else as a batch of their own. */
export async function insertLater(
  { organizationId, runId }: { organizationId: string; runId: number },
  ns: number[],
  dueAt: Date,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `with roomy as (
       select id from send_batches
       where organization_id = ? and due_at = ?::timestamptz and leased_until is null and not is_held
         and run_id = ? and cardinality(ns) <= ?
       order by id limit 1 for update skip locked
     ), joined as (
       update send_batches b set ns = b.ns || ?::int[] from roomy where b.id = roomy.id returning b.id
     )
     insert into send_batches (organization_id, run_id, ns, due_at, is_held)
     select ?, id, ?::int[], ?, state = 'paused' from send_runs
     where organization_id = ? and id = ? and not exists (select 1 from joined)`,
    [
      ...[organizationId, dueAt, runId, FULL - ns.length, ns],
      ...[organizationId, ns, dueAt, organizationId, runId],
    ],
    trx
  )
}

/**
 * Takes the batch whose turn it is for `seconds`: of the organizations with something due the one that was served
 * longest ago, so that a big sending does not make others wait. Null when nothing is due.
 */
export async function claimBatch({
  takenBy,
  now,
  seconds,
}: {
  takenBy: string
  now: string
  seconds: number
}): Promise<Batch | null> {
  const [batch] = await sql<Batch>(
    `with recursive owners(id) as (
       (select organization_id from send_batches where leased_until is null and not is_held
        order by organization_id limit 1)
       union all
       select (select b.organization_id from send_batches b
         where b.leased_until is null and not b.is_held and b.organization_id > o.id
         order by b.organization_id limit 1)
       from owners o where o.id is not null
     ), waiting as (
       select o.id, t.served_at from owners o left join send_turns t on t.organization_id = o.id
       where exists (select 1 from send_batches b where b.organization_id = o.id and b.leased_until is null
         and not b.is_held and b.due_at <= ?::timestamptz)
       order by t.served_at nulls first limit 3
     ), picked as (
       select b.id, b.organization_id from waiting w cross join lateral (
         select id, organization_id from send_batches
         where organization_id = w.id and leased_until is null and not is_held and due_at <= ?::timestamptz
         order by due_at, id limit 1 for update skip locked) b
       order by w.served_at nulls first limit 1
     ), turned as (
       insert into send_turns (organization_id, served_at) select organization_id, clock_timestamp() from picked
       on conflict (organization_id) do update set served_at = excluded.served_at
     )
     update send_batches b set leased_until = clock_timestamp() + make_interval(secs => ?), taken_by = ?,
       attempts = b.attempts + 1
     from picked where b.id = picked.id
     returning b.id, b.organization_id as "organizationId", b.run_id as "runId", b.from_n as "fromN",
       b.to_n as "toN", b.ns, b.attempts`,
    [now, now, seconds, takenBy]
  )
  return batch ?? null
}

/** When the next batch falls due that nobody has; null where there is none. */
export async function nextDue(): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }>(
    `select min(due_at) as at from send_batches where leased_until is null and not is_held`
  )
  return row.at
}

/** Lets go of a batch whose rows are all at an end or stand in other batches. False when it was no longer ours. */
export async function endBatch(
  { id, takenBy }: { id: number; takenBy: string },
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `delete from send_batches where id = ? and taken_by = ? returning id`,
    [id, takenBy],
    trx
  )
  return rows.length > 0
}

/**
 * Gives a batch back as it is, to be taken again at `dueAt`; the run has to be locked, so that a batch of one that goes
 * on again is not held. False when it was no longer ours.
 */
export async function returnBatch(
  { id, takenBy }: { id: number; takenBy: string },
  { dueAt, isHeld }: { dueAt: Date; isHeld: boolean },
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `update send_batches set leased_until = null, taken_by = null, due_at = greatest(due_at, ?::timestamptz), is_held = ?
     where id = ? and taken_by = ? returning id`,
    [dueAt, isHeld, id, takenBy],
    trx
  )
  return rows.length > 0
}

/** Keeps a batch for `seconds` from now on. */
export async function extendLease(
  { id, takenBy }: { id: number; takenBy: string },
  seconds: number
): Promise<void> {
  await sql(
    `update send_batches set leased_until = clock_timestamp() + make_interval(secs => ?) where id = ? and taken_by = ?`,
    [seconds, id, takenBy]
  )
}

/** Pausing holds the batches that nobody has; those at work are given back by who has them. */
export async function holdBatches(
  { organizationId, runId, isHeld }: { organizationId: string; runId: number; isHeld: boolean },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update send_batches set is_held = ? where organization_id = ? and run_id = ? and leased_until is null`,
    [isHeld, organizationId, runId],
    trx
  )
}

/** The time zones of those for whom batches of a run wait; '' for people without one. */
export async function zonesWaiting(
  { id, month, organizationId }: Pick<Run, 'id' | 'month' | 'organizationId'>,
  trx: TransactionClientContract
): Promise<string[]> {
  const rows = await sql<{ zone: string }>(
    `select distinct coalesce(c.time_zone, '') as zone
     from send_batches b
     join sends s on s.run_id = b.run_id and s.month = ?::date and s.n = b.from_n
     left join contacts c on c.organization_id = b.organization_id and c.id = s.contact_id
     where b.organization_id = ? and b.run_id = ? and b.leased_until is null and b.from_n is not null`,
    [month, organizationId, id],
    trx
  )
  return rows.map(({ zone }) => zone)
}

/**
 * Spreads what nobody has taken yet of a run anew over time, `perHour` mails an hour from `now` on in batches of `size`:
 * in the order in which it was to come, and for nobody before it `begins` where they live. The run has to be locked.
 */
export async function respread(
  { id, month, organizationId }: Pick<Run, 'id' | 'month' | 'organizationId'>,
  {
    perHour,
    size,
    now,
    begins,
  }: {
    perHour: number | null
    size: number
    now: string
    begins: { zone: string; at: Date }[]
  },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `with begins as (
       select * from unnest(?::text[], ?::timestamptz[]) as f(zone, at)
     ), taken as (
       delete from send_batches where organization_id = ? and run_id = ? and leased_until is null and from_n is not null
       returning from_n, to_n, due_at, is_held
     ), starting as (
       select t.*, greatest(f.at, ?::timestamptz) as start
       from taken t
       left join sends s on s.run_id = ? and s.month = ?::date and s.n = t.from_n
       left join contacts c on c.organization_id = ? and c.id = s.contact_id
       left join begins f on f.zone = case when exists (select from begins where zone <> '')
         then coalesce(c.time_zone, '') else '' end
     ), stretched as (
       select *, case when from_n = lag(to_n) over w and start = lag(start) over w then 0 else 1 end as is_new
       from starting window w as (order by from_n)
     ), joined as (
       select min(from_n) as from_n, max(to_n) as to_n, min(due_at) as due_at, bool_or(is_held) as is_held, start
       from (select *, sum(is_new) over (order by from_n) as stretch from stretched) s group by stretch, start
     ), cut as (
       select g as from_n, least(g + ?::int, to_n) as to_n, due_at, is_held, start
       from joined cross join lateral generate_series(from_n, to_n - 1, ?::int) g
     ), counted as (
       select *, coalesce((sum(to_n - from_n) over w - (to_n - from_n)) * 3600.0 / ?::int, 0)::float8 as after
       from cut window w as (order by start, due_at, from_n)
     )
     -- Each as soon as it begins for them, and those before it are through.
     insert into send_batches (organization_id, run_id, from_n, to_n, is_held, due_at)
     select ?, ?, from_n, to_n, is_held, to_timestamp(
       max(extract(epoch from start)::float8 - after) over (order by start, due_at, from_n) + after)
     from counted order by start, due_at, from_n`,
    [
      ...[begins.map(({ zone }) => zone), begins.map(({ at }) => at.toISOString())],
      ...[organizationId, id, now],
      ...[id, month, organizationId],
      ...[size, size, perHour],
      ...[organizationId, id],
    ],
    trx
  )
}

/** Batches of all organizations whose worker let the lease run out. */
export async function strandedBatches(limit: number): Promise<Batch[]> {
  return sql<Batch>(
    `select id, organization_id as "organizationId", run_id as "runId", from_n as "fromN", to_n as "toN", ns, attempts
     from send_batches where leased_until < clock_timestamp() order by leased_until limit ?`,
    [limit]
  )
}

/** Takes a stranded batch, so that one process alone mends it. False when it is not stranded any more. */
export async function lockStranded(id: number, trx: TransactionClientContract): Promise<boolean> {
  const rows = await sql(
    `select id from send_batches where id = ? and leased_until < clock_timestamp() for update skip locked`,
    [id],
    trx
  )
  return rows.length > 0
}

export async function releaseStranded(
  id: number,
  { isHeld }: { isHeld: boolean },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update send_batches set leased_until = null, taken_by = null, is_held = ? where id = ?`,
    [isHeld, id],
    trx
  )
}

/** How many batches are due now, up to `limit`: so many workers find something to do. */
export async function countDue(now: string, limit: number): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from (select 1 from send_batches
       where leased_until is null and not is_held and due_at <= ?::timestamptz limit ?) due`,
    [now, limit]
  )
  return count
}

/** Whether anything of a run is still to be worked off. */
export async function hasBatches(
  { id, organizationId }: { id: number; organizationId: string },
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `select 1 from send_batches where organization_id = ? and run_id = ? limit 1`,
    [organizationId, id],
    trx
  )
  return rows.length > 0
}
