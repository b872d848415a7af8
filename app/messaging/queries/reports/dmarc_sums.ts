import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type DmarcDomain = {
  domain: string
  reports: number
  reporters: number
  mails: number
  passed: number
  quarantined: number
  rejected: number
  policy: string
  latestAt: Date
}

/** What was reported since then, by domain, the busiest first. */
export function dmarcDomains(since: string): Promise<DmarcDomain[]> {
  return sql<DmarcDomain>(
    `select domain, count(*)::int as reports, count(distinct reporter)::int as reporters,
       sum(mails)::float8 as mails, sum(passed)::float8 as passed, sum(quarantined)::float8 as quarantined,
       sum(rejected)::float8 as rejected, (array_agg(policy order by ends_at desc))[1] as policy,
       max(ends_at) as "latestAt"
     from dmarc_reports where organization_id = ? and ends_at >= ?
     group by domain order by sum(mails) desc, domain limit 100`,
    [Tenant.id(), since]
  )
}

export type DmarcDay = { day: string; passed: number; failed: number }

/** By the day (UTC, as reports are cut) on which they begin. */
export function dmarcDays(domain: string, since: string): Promise<DmarcDay[]> {
  return sql<DmarcDay>(
    `select (begins_at at time zone 'UTC')::date::text as day, sum(passed)::float8 as passed,
       sum(mails - passed)::float8 as failed
     from dmarc_reports where organization_id = ? and domain = ? and ends_at >= ? group by 1 order by 1`,
    [Tenant.id(), domain, since]
  )
}

export type DmarcSource = {
  sourceIp: string
  mails: number
  passed: number
  dkim: number
  spf: number
  quarantined: number
  rejected: number
  forwarded: number
  headerFrom: string
  dkimDomain: string | null
  dkimResult: string | null
  spfDomain: string | null
  spfResult: string | null
  reporters: number
}

/** The sources of a domain's mail, those with most mails that failed first. */
export function dmarcSources(domain: string, since: string, limit: number): Promise<DmarcSource[]> {
  const most = (column: string) => `(array_agg(r.${column} order by r.mails desc, r.n))[1]`
  return sql<DmarcSource>(
    `select host(r.source_ip) as "sourceIp", sum(r.mails)::float8 as mails,
       coalesce(sum(r.mails) filter (where r.is_dkim_aligned or r.is_spf_aligned), 0)::float8 as passed,
       coalesce(sum(r.mails) filter (where r.is_dkim_aligned), 0)::float8 as dkim,
       coalesce(sum(r.mails) filter (where r.is_spf_aligned), 0)::float8 as spf,
       coalesce(sum(r.mails) filter (where r.disposition = 'quarantine'), 0)::float8 as quarantined,
       coalesce(sum(r.mails) filter (where r.disposition = 'reject'), 0)::float8 as rejected,
       coalesce(sum(r.mails) filter (where r.override in ('forwarded', 'mailing_list', 'trusted_forwarder')), 0)::float8
         as forwarded,
       ${most('header_from')} as "headerFrom", ${most('dkim_domain')} as "dkimDomain",
       ${most('dkim_result')} as "dkimResult", ${most('spf_domain')} as "spfDomain",
       ${most('spf_result')} as "spfResult", count(distinct d.reporter)::int as reporters
     from dmarc_reports d
     join dmarc_rows r on r.organization_id = d.organization_id and r.report_id = d.id
     where d.organization_id = ? and d.domain = ? and d.ends_at >= ?
     group by r.source_ip
     order by sum(r.mails) filter (where not r.is_dkim_aligned and not r.is_spf_aligned) desc nulls last,
       sum(r.mails) desc, r.source_ip
     limit ?`,
    [Tenant.id(), domain, since, limit]
  )
}
