import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** A limit that stands above all recipients: an account's, a sender domain's. */
export type Ceiling = {
  scope: string
  /** Seconds per mail at the full rate. */
  step: number
  /** Whether the rate holds at a full share too; else only after refusals. */
  isRated: boolean
  /** Per day; null for none. */
  cap: number | null
}

/** Mails to one group of recipients. */
export type Asked = { scope: string; group: string; wanted: number; step: number }

export type Granted = {
  group: string
  granted: number
  /** Seconds until a place in the line comes up, of the rate that held this group back. */
  waitSeconds: number | null
  /** The scope of a day's cap that is used up. */
  usedUp: string | null
  missing: boolean
}

/** What may be taken at once: the mails of one second, at least one. */
const BURST = 'greatest(1, step)'

/**
 * Takes slots from all the limits that mails meet, or none where there is none: one statement, which locks the rows of
 * the limits in one order. Rates are GCRA: `taken_until` is when the last slot that was given away is due. `missing` says
 * that rows of ceilings are not there yet.
 */
export function takeSlots(
  ceilings: Ceiling[],
  asked: Asked[],
  { today, takesAll }: { today: string; takesAll: boolean },
  client?: TransactionClientContract
): Promise<Granted[]> {
  const scopes = [...ceilings, ...asked].map(({ scope }) => scope)
  return sql<Granted>(
    `with ceilings as (
       select * from jsonb_to_recordset(?::jsonb) c (scope text, step float8, "isRated" boolean, cap int)
     ), asked as (
       select * from jsonb_to_recordset(?::jsonb) a (scope text, "group" text, wanted int, step float8)
     ), moment as materialized (
       -- One for all: a microsecond between two readings of the clock is a slot less.
       select clock_timestamp() as at
     ), locked as (
       select r.scope, r.share, m.at, greatest(r.taken_until, m.at) as tat, greatest(r.line_until, m.at) as line,
         case when r.day = ?::date then r.used else 0 end as used
       from send_rates r cross join moment m where r.organization_id = ? and r.scope = any(?::text[]) order by r.scope for update of r
     ), ceiling as (
       select c.scope, c.cap, l.used, l.tat, l.line, l.at, c."isRated" or l.share < 1 as rated, c.step / l.share as step
       from ceilings c join locked l using (scope)
     ), ceiling_room as (
       select *, case when rated
           then greatest(0, floor(extract(epoch from at - tat) / step + ${BURST} / step + 0.000001)) end as by_rate,
         case when cap is not null then greatest(0, cap - used) end as by_cap
       from ceiling
     ), recipient as (
       select a.scope, a."group", a.wanted, l.tat, l.line, l.at, a.step / l.share as step
       from asked a left join locked l on l.scope = a.scope and l.share < 1
     ), recipient_room as (
       select *, case when tat is null then wanted else least(wanted,
           greatest(0, floor(extract(epoch from at - tat) / step + ${BURST} / step + 0.000001))) end as can
       from recipient
     ), total as (
       select coalesce(sum(can), 0) as can,
         least(coalesce(sum(can), 0), (select least(min(by_rate), min(by_cap)) from ceiling_room)) as may
       from recipient_room
     ), dealt as (
       -- In proportion, and together exactly what may go.
       select r.*, case when ? then wanted when t.can = 0 then 0 else
           floor(sum(r.can) over w * t.may / t.can + 0.000001)
           - floor((sum(r.can) over w - r.can) * t.may / t.can + 0.000001) end::int as granted
       from recipient_room r cross join total t window w as (order by r.scope)
     ), sums as (
       select sum(granted)::int as granted, sum(wanted)::int as wanted, sum(can - granted) as held from dealt
     ), moved as (
       select scope, tat + make_interval(secs => granted * step) as tat, greatest(line, tat) as line, at, step,
         wanted - granted as refused, granted, wanted > can as waits
       from dealt where tat is not null
       union all
       select c.scope, case when rated then c.tat + make_interval(secs => s.granted * step) else c.tat end,
         greatest(c.line, c.tat), at, step, s.wanted - s.granted, s.granted,
         rated and by_rate <= s.granted and s.wanted > s.granted and coalesce(by_cap > s.granted, true)
       from ceiling_room c cross join sums s
     ), placed as (
       select *, greatest(line, at + make_interval(secs => greatest(0, extract(epoch from tat - at) - ${BURST} + step)))
         as place from moved
     ), written as (
       update send_rates r set taken_until = p.tat, day = ?::date,
         used = case when r.day = ?::date then r.used else 0 end + p.granted,
         line_until = case when p.waits then p.place + make_interval(secs => least(p.refused * p.step, greatest(1, p.step)))
           else r.line_until end
       from placed p where r.organization_id = ? and r.scope = p.scope
     )
     select d."group", d.granted,
       (select greatest(0, extract(epoch from min(p.place) - clock_timestamp()))::float8 from placed p
        where p.waits and (p.scope = d.scope or p.scope in (select scope from ceilings))) as "waitSeconds",
       (select scope from ceiling_room where by_cap is not null and by_cap <= (select granted from sums) limit 1) as "usedUp",
       (select count(*) from ceilings) > (select count(*) from ceiling) as missing
     from dealt d`,
    [
      JSON.stringify(ceilings),
      JSON.stringify(asked),
      today,
      Tenant.id(),
      scopes,
      takesAll,
      today,
      today,
      Tenant.id(),
    ],
    client
  )
}

/** How many slots of a day were given away by scope; scopes that nobody met yet are left out. */
export async function takenToday(scopes: string[], today: string): Promise<Map<string, number>> {
  const rows = await sql<{ scope: string; used: number }>(
    `select scope, used from send_rates where organization_id = ? and scope = any(?::text[]) and day = ?`,
    [Tenant.id(), scopes, today]
  )
  return new Map(rows.map(({ scope, used }) => [scope, used]))
}

/** Makes the rows of limits that were never met before. */
export async function insertScopes(
  scopes: string[],
  client?: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into send_rates (organization_id, scope, taken_until)
     select ?::uuid, scope, clock_timestamp() - interval '1 minute' from unnest(?::text[]) t (scope) order by scope
     on conflict do nothing`,
    [Tenant.id(), scopes],
    client
  )
}

/** Refusals within so short a time are one refusal, told by several workers. */
const ONE_REFUSAL_SECONDS = 30
/** No share falls below this. */
const LEAST_SHARE = 1 / 64

/** Halves the shares of what was refused. */
export async function halveShares(scopes: string[]): Promise<void> {
  if (scopes.length === 0) return
  await sql(
    `insert into send_rates as r (organization_id, scope, taken_until, share, refused_at)
     select ?::uuid, scope, clock_timestamp(), 0.5, clock_timestamp() from unnest(?::text[]) t (scope) order by scope
     on conflict (organization_id, scope) do update
       set share = greatest(r.share / 2, ?::real), refused_at = clock_timestamp()
       where r.refused_at is null or r.refused_at < clock_timestamp() - make_interval(secs => ?)`,
    [Tenant.id(), scopes, LEAST_SHARE, ONE_REFUSAL_SECONDS]
  )
}

/** What a share grows by with each mail that is taken. */
const GROWTH = 0.002

/** Lets the shares of what was taken grow back. */
export async function growShares(taken: { scope: string; sent: number }[]): Promise<void> {
  if (taken.length === 0) return
  await sql(
    `with grown as (
       -- Locked in the order in which slots are taken: other workers do both at once.
       select r.scope, t.sent from send_rates r
       join jsonb_to_recordset(?::jsonb) t (scope text, sent int) on t.scope = r.scope
       where r.organization_id = ? and r.share < 1 order by r.scope for update of r
     )
     update send_rates r set share = least(1, r.share + g.sent * ?::real)
     from grown g where r.organization_id = ? and r.scope = g.scope`,
    [JSON.stringify(taken), Tenant.id(), GROWTH, Tenant.id()]
  )
}

/** Scopes of an account that stand below their full rate. */
export async function slowedScopes(accountId: string): Promise<string[]> {
  const rows = await sql<{ scope: string }>(
    `select scope from send_rates
     where organization_id = ? and share < 1
       and (scope = ? or (scope >= ? and scope < ?))`,
    [Tenant.id(), `account:${accountId}`, `isp:${accountId}:`, `isp:${accountId};`]
  )
  return rows.map(({ scope }) => scope)
}

/** Counts slots of the day as not taken. */
export async function giveBack(scopes: string[], mails: number, today: string): Promise<void> {
  await sql(
    `with given as (
       select scope from send_rates where organization_id = ? and scope = any(?::text[]) and day = ?
       order by scope for update
     )
     update send_rates r set used = greatest(0, r.used - ?)
     from given g where r.organization_id = ? and r.scope = g.scope`,
    [Tenant.id(), scopes, today, mails, Tenant.id()]
  )
}
