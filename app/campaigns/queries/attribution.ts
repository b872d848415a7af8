import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { MARK } from '#messaging/ledger/states'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'

export type Conversion = {
  organizationId: string
  contactId: string
  source: string
  sourceId: string
  amountMinor: number
  currency: string
  at: string
}

/**
 * Counts sales for the campaign whose mail their buyer clicked last within `days` before. Each sale once; the mail's row and
 * the sums of its run follow. Resolves to the campaigns that got some.
 */
export async function attribute(
  conversions: Conversion[],
  days: number,
  trx: TransactionClientContract
): Promise<{ organizationId: string; campaignId: string }[]> {
  return sql(
    `with sales as (
       select * from jsonb_to_recordset(?::jsonb) f ("organizationId" uuid, "contactId" uuid, source text, "sourceId" text,
         "amountMinor" bigint, currency text, at timestamptz)),
     clicked as (
       select distinct on (f."organizationId", f.source, f."sourceId") f.*, c.run_id, c.n, c.month, c.variant, c.campaign_id, c.marks
       from sales f
       cross join lateral (
         select s.run_id, s.n, s.month, s.variant, s.marks, r.source_id as campaign_id, e.happened_at
         from sends s
         join send_runs r on r.id = s.run_id and r.organization_id = s.organization_id and r.source_kind = 'campaign'
         join send_events e on e.run_id = s.run_id and e.n = s.n and e.kind = 'clicked' and e.human >= ${PERSON_FROM}
         where s.contact_id = f."contactId" and s.organization_id = f."organizationId"
           and s.marks & ${MARK.clickedByPerson} <> 0
           and e.happened_at <= f.at + interval '1 minute' and e.happened_at > f.at - make_interval(days => ?)
         order by e.happened_at desc limit 1) c
       order by f."organizationId", f.source, f."sourceId"),
     counted as (
       insert into campaign_conversions (organization_id, source, source_id, campaign_id, run_id, n, contact_id, amount_minor,
         currency, happened_at)
       select k."organizationId", k.source, k."sourceId", k.campaign_id, k.run_id, k.n, k."contactId", k."amountMinor", k.currency, k.at
       from clicked k join campaigns on campaigns.organization_id = k."organizationId" and campaigns.id = k.campaign_id
       on conflict do nothing returning organization_id, campaign_id, run_id, n, amount_minor),
     marked as (
       update sends s set marks = s.marks | ${MARK.converted} from clicked k, counted d
       where d.run_id = k.run_id and d.n = k.n and s.run_id = k.run_id and s.n = k.n and s.month = k.month),
     tallied as (
       update send_tallies t set converted = t.converted + x.people, revenue_minor = t.revenue_minor + x.minor
       from (select d.run_id, k.variant, count(distinct d.n) filter (where k.marks & ${MARK.converted} = 0)::int as people,
               sum(d.amount_minor)::bigint as minor
             from counted d join (select distinct run_id, n, variant, marks from clicked) k on k.run_id = d.run_id and k.n = d.n
             group by 1, 2) x
       where t.run_id = x.run_id and t.variant = x.variant)
     select distinct organization_id as "organizationId", campaign_id as "campaignId" from counted`,
    [JSON.stringify(conversions), days],
    trx
  )
}
