import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql, type Binding } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { STATE } from '#messaging/ledger/states'

export type RunState = 'freezing' | 'sending' | 'paused' | 'finished' | 'cancelled'

/** How a run was ordered: whom it is for and how variants share them. */
export type RunPlan = {
  /** What people call it: `{{ campaign.name }}`. */
  name: string
  audience: AudienceSpec
  /** Variants with their shares, which add up to 1. */
  variants: { variant: number; share: number }[]
  /** Each reader gets it when it is `startsAt`'s wall-clock time where they live. */
  inTimeZones: boolean
  /** Where answers go; null for where the sender says. */
  replyTo?: string | null
}

export type Run = {
  id: number
  organizationId: string
  sourceKind: string
  sourceId: string
  /** First day of the month under which its rows stand, `2026-11-01`. */
  month: string
  state: RunState
  topicId: string | null
  senderId: string | null
  uncertainPolicy: 'hold' | 'resend'
  perHour: number | null
  tracksOpens: boolean
  tracksClicks: boolean
  plan: RunPlan
  audience: number
  startsAt: Date
  /** When its audience was frozen; null before. */
  startedAt: Date | null
}

const COLUMNS = `id, organization_id as "organizationId", source_kind as "sourceKind", source_id as "sourceId",
  to_char(month, 'YYYY-MM-DD') as month, state, topic_id as "topicId", sender_id as "senderId",
  uncertain_policy as "uncertainPolicy", per_hour as "perHour", tracks_opens as "tracksOpens",
  tracks_clicks as "tracksClicks", plan, audience, starts_at as "startsAt",
  started_at as "startedAt"`

export type NewRun = Omit<
  Run,
  'id' | 'organizationId' | 'month' | 'state' | 'audience' | 'startedAt'
>

export async function insertRun(
  run: NewRun,
  now: string,
  trx: TransactionClientContract
): Promise<number> {
  const [{ id }] = await sql<{ id: number }>(
    `insert into send_runs (organization_id, source_kind, source_id, month, topic_id, sender_id, uncertain_policy,
       per_hour, tracks_opens, tracks_clicks, plan, starts_at, created_at, updated_at)
     values (?, ?, ?, date_trunc('month', ?::timestamptz at time zone 'UTC')::date, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
     returning id`,
    [
      ...[Tenant.id(), run.sourceKind, run.sourceId, now, run.topicId, run.senderId],
      ...[run.uncertainPolicy, run.perHour, run.tracksOpens, run.tracksClicks],
      ...[JSON.stringify(run.plan), run.startsAt, now, now],
    ],
    trx
  )
  return id
}

export type RunContent = {
  variant: number
  subject: string
  preheader: string
  html: string
  text: string
  links: { url: string; label: string }[]
  senderId: string | null
}

export async function insertContents(
  runId: number,
  contents: RunContent[],
  trx: TransactionClientContract
): Promise<void> {
  for (const { variant, subject, preheader, html, text, links, senderId } of contents) {
    await sql(
      `insert into send_contents (organization_id, run_id, variant, subject, preheader, html, text, links, sender_id)
       values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)`,
      [
        Tenant.id(),
        runId,
        variant,
        subject,
        preheader,
        html,
        text,
        JSON.stringify(links),
        senderId,
      ],
      trx
    )
  }
}

/**
 * Sends what another run was sent as, word for word. False where it tracks otherwise, or is not there: then the content
 * has to be made anew.
 */
export async function copyContent(
  runId: number,
  from: { runId: number; variant: number },
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `insert into send_contents (organization_id, run_id, variant, subject, preheader, html, text, links, sender_id)
     select c.organization_id, r.id, c.variant, c.subject, c.preheader, c.html, c.text, c.links, c.sender_id
     from send_runs r
     join send_runs o on o.organization_id = r.organization_id and o.id = ?
       and o.tracks_opens = r.tracks_opens and o.tracks_clicks = r.tracks_clicks
     join send_contents c on c.organization_id = o.organization_id and c.run_id = o.id and c.variant = ?
     where r.organization_id = ? and r.id = ? returning run_id`,
    [from.runId, from.variant, Tenant.id(), runId],
    trx
  )
  return rows.length > 0
}

export async function findRun(id: number, client?: QueryClientContract): Promise<Run | null> {
  const [run] = await sql<Run>(
    `select ${COLUMNS} from send_runs where organization_id = ? and id = ?`,
    [Tenant.id(), id],
    client
  )
  return run ?? null
}

/** The run, locked: what is decided by its state holds until the commit. */
export async function lockRun(id: number, trx: TransactionClientContract): Promise<Run | null> {
  const [run] = await sql<Run>(
    `select ${COLUMNS} from send_runs where organization_id = ? and id = ? for update`,
    [Tenant.id(), id],
    trx
  )
  return run ?? null
}

export async function contentsOf(runId: number): Promise<RunContent[]> {
  return sql<RunContent>(
    `select variant, subject, preheader, html, text, links, sender_id as "senderId" from send_contents
     where organization_id = ? and run_id = ? order by variant`,
    [Tenant.id(), runId]
  )
}

export async function setRunState(
  { id, state, now }: { id: number; state: RunState; now: string },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update send_runs set state = ?::text, updated_at = ?::timestamptz,
       started_at = case when ?::text = 'sending' then coalesce(started_at, ?::timestamptz) else started_at end,
       finished_at = case when ?::text in ('finished', 'cancelled') then ?::timestamptz else finished_at end
     where organization_id = ? and id = ?`,
    [state, now, state, now, state, now, Tenant.id(), id],
    trx
  )
}

export async function setRunRate(
  id: number,
  perHour: number | null,
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `update send_runs set per_hour = ? where organization_id = ? and id = ?`,
    [perHour, Tenant.id(), id],
    trx
  )
}

export type FrozenGroup = { zone: string; fromN: number; toN: number }

/**
 * Writes a row for each of the audience, numbered so that those who get it at the same time stand together, variants
 * mixed: none of a test may have the better hours. Resolves to these groups, in the order of their numbers. One
 * statement, in the caller's transaction.
 */
export async function freezeAudience(
  run: Run,
  audience: SqlPart,
  now: string,
  trx: TransactionClientContract
): Promise<FrozenGroup[]> {
  const { variants, inTimeZones } = run.plan
  await sql(`select warren_ensure_month('sends', ?::date)`, [run.month], trx)
  const variant = variantSql(run, variants)
  const groups = await sql<FrozenGroup>(
    `with chosen as materialized (
       select a.contact_id, ${variant.sql} as variant, ${inTimeZones ? `coalesce(z.time_zone, '')` : `''`} as zone
       from (${audience.sql}) a
       ${inTimeZones ? 'join contacts z on z.organization_id = ? and z.id = a.contact_id' : ''}
     ), numbered as materialized (
       select contact_id, variant, zone,
         (row_number() over (order by zone, contact_id) - 1)::integer as n from chosen
     ), frozen as (
       insert into sends (run_id, contact_id, organization_id, n, month, variant, changed_at)
       select ?, contact_id, ?, n, ?::date, variant, ?::timestamptz from numbered order by n
     ), tallied as (
       insert into send_tallies (organization_id, run_id, variant, audience)
       select ?, ?, variant, count(*) from numbered group by variant
     )
     select zone, min(n) as "fromN", max(n) + 1 as "toN" from numbered group by zone order by 2`,
    [
      ...variant.bindings,
      ...audience.bindings,
      ...(inTimeZones ? [run.organizationId] : []),
      ...[run.id, run.organizationId, run.month, now],
      ...[run.organizationId, run.id],
    ],
    trx
  )
  await sql(
    `update send_runs set audience = ? where organization_id = ? and id = ?`,
    [groups.at(-1)?.toN ?? 0, run.organizationId, run.id],
    trx
  )
  return groups
}

/** Who gets which variant hangs on the person and the source alone: asked again it is the same. */
function variantSql(run: Run, variants: RunPlan['variants']): SqlPart {
  if (variants.length < 2) return { sql: `${variants[0]?.variant ?? 0}::smallint`, bindings: [] }
  const bindings: Binding[] = []
  let upTo = 0
  const cases = variants.slice(0, -1).map(({ variant, share }) => {
    upTo += share
    bindings.push(run.sourceId, Math.round(upTo * 1_048_576), variant)
    return `when (hashtextextended(?::text || a.contact_id::text, 11) & 1048575) < ?::int then ?::smallint`
  })
  bindings.push(variants.at(-1)!.variant)
  return { sql: `(case ${cases.join(' ')} else ?::smallint end)`, bindings }
}

export type OpenRun = { id: number; organizationId: string; state: RunState }

/** Runs of all organizations that wait to be frozen, or whose last batch is done and which are not ended. */
export function strandedRuns(limit: number): Promise<OpenRun[]> {
  return sql<OpenRun>(
    `select r.id, r.organization_id as "organizationId", r.state from send_runs r
     where r.state = 'freezing'
       or (r.state = 'sending' and not exists (
         select 1 from send_batches b where b.organization_id = r.organization_id and b.run_id = r.id))
     order by r.id limit ?`,
    [limit]
  )
}

/** Rows of a run that are not at an end, by number; at most `limit`. */
export async function openNumbers(
  run: Run,
  limit: number,
  trx: TransactionClientContract
): Promise<number[]> {
  const rows = await sql<{ n: number }>(
    `select n from sends where run_id = ? and month = ?::date and organization_id = ?
       and state in (${STATE.waiting}, ${STATE.inFlight}) order by n limit ?`,
    [run.id, run.month, run.organizationId, limit],
    trx
  )
  return rows.map(({ n }) => n)
}

/** Ends what was not sent of a cancelled run; its batches go with it. */
export async function cancelWaiting(
  run: Run,
  now: string,
  trx: TransactionClientContract
): Promise<number> {
  await sql(
    `delete from send_batches where organization_id = ? and run_id = ? and leased_until is null`,
    [run.organizationId, run.id],
    trx
  )
  const [{ count }] = await sql<{ count: number }>(
    `with ended as (
       update sends set state = ${STATE.cancelled}, changed_at = ?::timestamptz
       where run_id = ? and month = ?::date and organization_id = ? and state = ${STATE.waiting}
       returning variant
     ), counted as (select variant, count(*)::int as n from ended group by variant),
     tallied as (
       update send_tallies t set cancelled = t.cancelled + c.n from counted c
       where t.organization_id = ? and t.run_id = ? and t.variant = c.variant
     )
     select coalesce(sum(n), 0)::int as count from counted`,
    [now, run.id, run.month, run.organizationId, run.organizationId, run.id],
    trx
  )
  return count
}

/** Runs of the last days with rows in doubt, of all organizations. */
export function doubtfulRuns(limit: number): Promise<OpenRun[]> {
  return sql<OpenRun>(
    `select r.id, r.organization_id as "organizationId", r.state from send_runs r
     where r.created_at > clock_timestamp() - interval '3 days' and r.state <> 'freezing'
       and exists (select 1 from send_tallies t where t.run_id = r.id and t.uncertain > 0)
     order by r.id desc limit ?`,
    [limit]
  )
}
