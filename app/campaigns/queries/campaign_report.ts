import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'

const OF_CAMPAIGN = `r.organization_id = ? and r.source_kind = 'campaign' and r.source_id = ?`

/** Why rows were skipped or refused, by code of REASON, the most frequent first. */
export function reasonCounts(
  campaignId: string
): Promise<{ state: number; reason: number; people: number }[]> {
  return sql(
    `select s.state, s.reason, count(*)::int as people
     from send_runs r join sends s on s.run_id = r.id and s.month = r.month
     where ${OF_CAMPAIGN} and s.state in (3, 4, 5) group by 1, 2 order by 3 desc`,
    [Tenant.id(), campaignId]
  )
}

export type LinkRow = {
  variant: number
  link: number
  url: string
  label: string
  clicks: number
  people: number
  bots: number
}

/** The links of what was sent, with their clicks: all, people's, and the people themselves. */
export function linkClicks(campaignId: string): Promise<LinkRow[]> {
  return sql<LinkRow>(
    `with runs as (select r.id, r.month from send_runs r where ${OF_CAMPAIGN}),
     clicks as (
       select e.run_id, s.variant, e.link, count(*)::int as clicks,
         count(*) filter (where e.human < ${PERSON_FROM})::int as bots,
         count(distinct e.n) filter (where e.human >= ${PERSON_FROM})::int as people
       from runs join send_events e on e.run_id = runs.id and e.kind = 'clicked' and e.link is not null
       join sends s on s.run_id = e.run_id and s.n = e.n and s.month = runs.month
       group by 1, 2, 3)
     select c.variant, (l.at - 1)::int as link, l.link ->> 'url' as url, l.link ->> 'label' as label,
       coalesce(sum(k.clicks), 0)::int as clicks, coalesce(sum(k.people), 0)::int as people,
       coalesce(sum(k.bots), 0)::int as bots
     from runs join send_contents c on c.run_id = runs.id
     cross join lateral jsonb_array_elements(c.links) with ordinality l (link, at)
     left join clicks k on k.run_id = c.run_id and k.variant = c.variant and k.link = l.at - 1
     group by 1, 2, 3, 4 order by people desc, clicks desc, 1, 2 limit 200`,
    [Tenant.id(), campaignId]
  )
}

export type DomainRow = {
  domain: string
  sent: number
  delivered: number
  bounced: number
  opened: number
  clicked: number
}

/** How it went by the domains of the addresses, the largest first. */
export function domainCounts(campaignId: string): Promise<DomainRow[]> {
  return sql<DomainRow>(
    `select split_part(c.email_norm, '@', 2) as domain, count(*)::int as sent,
       count(*) filter (where s.marks & 1 <> 0)::int as delivered,
       count(*) filter (where s.marks & 14 <> 0)::int as bounced,
       count(*) filter (where s.marks & 64 <> 0)::int as opened,
       count(*) filter (where s.marks & 256 <> 0)::int as clicked
     from send_runs r join sends s on s.run_id = r.id and s.month = r.month
     join contacts c on c.organization_id = r.organization_id and c.id = s.contact_id
     where ${OF_CAMPAIGN} and s.state = 2 and c.email_norm is not null
     group by 1 order by 2 desc, 1 limit 12`,
    [Tenant.id(), campaignId]
  )
}

/** Opens and clicks of people by hour since `from`, for 48 hours. */
export function hourly(
  campaignId: string,
  from: string
): Promise<{ hour: number; opened: number; clicked: number }[]> {
  return sql(
    `select floor(extract(epoch from e.happened_at - ?::timestamptz) / 3600)::int as hour,
       count(*) filter (where e.kind = 'opened')::int as opened,
       count(*) filter (where e.kind = 'clicked')::int as clicked
     from send_runs r join send_events e on e.run_id = r.id
     where ${OF_CAMPAIGN} and e.kind in ('opened', 'clicked') and e.human >= ${PERSON_FROM}
       and e.happened_at >= ?::timestamptz and e.happened_at < ?::timestamptz + interval '48 hours'
     group by 1 order by 1`,
    [from, Tenant.id(), campaignId, from, from]
  )
}

export type BounceRow = { kind: string; reply: string; people: number }

/** What came back and what was said with it, the most frequent first. */
export function bounceReasons(campaignId: string): Promise<BounceRow[]> {
  return sql<BounceRow>(
    `select case when e.kind = 'blocked' then 'blocked' when e.detail ->> 'bounce' = 'soft' then 'soft' else 'hard' end as kind,
       coalesce(nullif(left(regexp_replace(coalesce(e.detail ->> 'reply', e.detail ->> 'reason', ''), '\\S+@\\S+', '…', 'g'), 160), ''),
         'Without a reason') as reply,
       count(distinct e.n)::int as people
     from send_runs r join send_events e on e.run_id = r.id
     where ${OF_CAMPAIGN} and e.kind in ('bounced', 'blocked') group by 1, 2 order by 3 desc limit 20`,
    [Tenant.id(), campaignId]
  )
}

/** What came of its clicks, by currency. */
export function revenueOf(
  campaignId: string
): Promise<{ currency: string; minor: number; orders: number }[]> {
  return sql(
    `select currency, sum(amount_minor)::float8 as minor, count(*)::int as orders from campaign_conversions
     where organization_id = ? and campaign_id = ? group by 1 order by 2 desc`,
    [Tenant.id(), campaignId]
  )
}

/** On what people opened it, by kind of device. */
export function devices(campaignId: string): Promise<{ device: string; people: number }[]> {
  return sql(
    `select coalesce(e.detail ->> 'device', 'unknown') as device, count(distinct (e.run_id, e.n))::int as people
     from send_runs r join send_events e on e.run_id = r.id
     where ${OF_CAMPAIGN} and e.kind in ('opened', 'clicked') and e.human >= ${PERSON_FROM}
     group by 1 order by 2 desc limit 6`,
    [Tenant.id(), campaignId]
  )
}
