import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql, type Binding } from '#core/database/sql'
import { STATE } from '#messaging/ledger/states'
import { reasonSql, type Recipience } from '#messaging/audience/may_receive'
import { fullName, personColumns, type Person } from '#messaging/rendering/person'
import type { Run } from '#messaging/queries/send_runs'

/** A waiting row with its reader, and the code of the reason why they may not be written to now (0: they may). */
export type Recipient = Person & {
  n: number
  variant: number
  /** How often it was handed over already. */
  attempts: number
  reason: number
  timeZone: string | null
}

/** The waiting rows among these numbers, asked now: consent and suppression may be others than at the freeze. */
export async function readChunk(
  run: Run,
  ns: number[],
  { variables, recipience }: { variables: string[]; recipience: Recipience }
): Promise<Recipient[]> {
  const person = personColumns(variables)
  const reason = reasonSql('c', recipience)
  const rows = await sql<Omit<Recipient, 'full_name'>>(
    `select s.n, s.variant, s.attempts, s.contact_id as "contactId", c.time_zone as "timeZone", ${person.sql},
       case when c.id is null then 2 else ${reason.sql} end as reason
     from sends s left join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     where s.run_id = ? and s.month = ?::date and s.n = any(?::int[]) and s.state = ${STATE.waiting}
       and s.organization_id = ?`,
    [...person.bindings, ...reason.bindings, run.id, run.month, ns, run.organizationId]
  )
  return rows.map((row) => ({ ...row, full_name: fullName(row) }))
}

/**
 * Writes down that these rows are about to be handed over, before it is done. Resolves to those that were still
 * waiting, while the batch is ours and the run is not paused; the others are not to be sent.
 */
export async function markInFlight(
  run: Run,
  {
    ns,
    accountId,
    batchId,
    takenBy,
    now,
  }: { ns: number[]; accountId: string; batchId: number; takenBy: string; now: string },
  trx?: TransactionClientContract
): Promise<Set<number>> {
  const rows = await sql<{ n: number }>(
    `update sends set state = ${STATE.inFlight}, attempts = attempts + 1, account_id = ?, changed_at = ?::timestamptz
     where run_id = ? and month = ?::date and n = any(?::int[]) and state = ${STATE.waiting}
       and exists (select 1 from send_batches b where b.id = ? and b.taken_by = ?)
       and exists (select 1 from send_runs r where r.organization_id = ? and r.id = ? and r.state = 'sending')
     returning n`,
    [accountId, now, run.id, run.month, ns, batchId, takenBy, run.organizationId, run.id],
    trx
  )
  return new Set(rows.map(({ n }) => n))
}

/** How a row ended, or that it waits again. */
export type Outcome = {
  n: number
  state: number
  reason: number
  providerId?: string | null
  /** Nothing was handed over after all: that it was about to be is no try. */
  isUntried?: boolean
}

/**
 * Writes outcomes down: states, and the sums by what really changed. A row that an event of the provider has ended in
 * the meantime stays as it is. Extends the lease of the batch.
 */
export async function settle(
  run: Pick<Run, 'id' | 'month' | 'organizationId'>,
  outcomes: Outcome[],
  {
    now,
    batchId,
    takenBy,
    seconds,
  }: { now: string; batchId: number; takenBy: string; seconds: number },
  trx?: TransactionClientContract
): Promise<void> {
  if (outcomes.length === 0) return
  const bindings: Binding[] = [
    outcomes.map(({ n }) => n),
    outcomes.map(({ state }) => state),
    outcomes.map(({ reason }) => reason),
    outcomes.map(({ providerId }) => providerId ?? '') as string[],
    outcomes.map(({ isUntried }) => Number(isUntried ?? false)),
    now,
    ...[run.id, run.month, run.organizationId],
    ...[run.organizationId, run.id],
    ...[seconds, batchId, takenBy],
  ]
  await sql(
    `with told as (
       select * from unnest(?::int[], ?::smallint[], ?::smallint[], ?::text[], ?::smallint[])
         as t(n, state, reason, provider_id, untried)
     ), changed as (
       update sends s set state = t.state, reason = t.reason, attempts = greatest(0, s.attempts - t.untried),
         provider_id = coalesce(nullif(t.provider_id, ''), s.provider_id), changed_at = ?::timestamptz
       from told t
       where s.run_id = ? and s.month = ?::date and s.organization_id = ? and s.n = t.n
         and s.state in (${STATE.waiting}, ${STATE.inFlight})
       returning s.variant, s.state
     ), sums as (
       select variant, count(*) filter (where state = ${STATE.sent})::int as sent,
         count(*) filter (where state = ${STATE.skipped})::int as skipped,
         count(*) filter (where state = ${STATE.failed})::int as failed,
         count(*) filter (where state = ${STATE.uncertain})::int as uncertain
       from changed group by variant
     ), tallied as (
       update send_tallies y set sent = y.sent + s.sent, skipped = y.skipped + s.skipped,
         failed = y.failed + s.failed, uncertain = y.uncertain + s.uncertain
       from sums s where y.organization_id = ? and y.run_id = ? and y.variant = s.variant
     )
     update send_batches set leased_until = clock_timestamp() + make_interval(secs => ?)
     where id = ? and taken_by = ?`,
    bindings,
    trx
  )
}

/**
 * Rows that were in flight when their worker died. Under `hold` nobody can tell and they are uncertain; under
 * `resend` they wait again and go out with the same Message-ID. Resolves to how many there were.
 */
export async function rescueInFlight(
  run: Run,
  ns: number[],
  { now, reason }: { now: string; reason: number },
  trx: TransactionClientContract
): Promise<number> {
  const holds = run.uncertainPolicy === 'hold'
  const [{ count }] = await sql<{ count: number }>(
    `with rescued as (
       update sends set state = ${holds ? STATE.uncertain : STATE.waiting}, reason = ?, changed_at = ?::timestamptz
       where run_id = ? and month = ?::date and organization_id = ? and n = any(?::int[])
         and state = ${STATE.inFlight}
       returning variant
     ), counted as (select variant, count(*)::int as n from rescued group by variant),
     tallied as (
       update send_tallies t set uncertain = t.uncertain + ${holds ? 'c.n' : '0'} from counted c
       where t.organization_id = ? and t.run_id = ? and t.variant = c.variant
     )
     select coalesce(sum(n), 0)::int as count from counted`,
    [reason, now, run.id, run.month, run.organizationId, ns, run.organizationId, run.id],
    trx
  )
  return count
}

export type InDoubt = {
  n: number
  variant: number
  email: string | null
  accountId: string
  changedAt: Date
}

/** Rows of a run that nobody can tell about since a moment, handed over by these accounts; in the order of their numbers. */
export function inDoubt(
  run: Run,
  { accountIds, since, limit }: { accountIds: string[]; since: string; limit: number }
): Promise<InDoubt[]> {
  return sql<InDoubt>(
    `select s.n, s.variant, c.email, s.account_id as "accountId", s.changed_at as "changedAt"
     from sends s left join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
     where s.run_id = ? and s.month = ?::date and s.organization_id = ? and s.state = ${STATE.uncertain}
       and s.account_id = any(?::uuid[]) and s.changed_at < ?::timestamptz
     order by s.n limit ?`,
    [run.id, run.month, run.organizationId, accountIds, since, limit]
  )
}

/**
 * Ends the doubt about rows: they were sent, wait again, or are cancelled. Resolves to the numbers that were in doubt
 * until now.
 */
export async function resolveInDoubt(
  run: Run,
  ns: number[] | null,
  { state, now }: { state: number; now: string },
  trx: TransactionClientContract
): Promise<number[]> {
  const isSent = state === STATE.sent
  const isCancelled = state === STATE.cancelled
  const rows = await sql<{ n: number }>(
    `with resolved as (
       update sends set state = ?, reason = 0, changed_at = ?::timestamptz
       where run_id = ? and month = ?::date and organization_id = ? and state = ${STATE.uncertain}
         and (?::boolean or n = any(?::int[]))
       returning n, variant
     ), counted as (select variant, count(*)::int as many from resolved group by variant),
     tallied as (
       update send_tallies t set uncertain = t.uncertain - c.many, sent = t.sent + ${isSent ? 'c.many' : '0'},
         cancelled = t.cancelled + ${isCancelled ? 'c.many' : '0'}
       from counted c where t.organization_id = ? and t.run_id = ? and t.variant = c.variant
     )
     select n from resolved order by n`,
    [
      state,
      now,
      run.id,
      run.month,
      run.organizationId,
      ns === null,
      ns ?? [],
      run.organizationId,
      run.id,
    ],
    trx
  )
  return rows.map(({ n }) => n)
}
