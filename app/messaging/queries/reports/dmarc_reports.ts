import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { DmarcReport } from '#messaging/reports/dmarc/dmarc_report'

/**
 * Keeps a report with its rows; false where it is there already: known by its number and who reports. Within a
 * transaction, for the tenant.
 */
export async function insertReport(
  { rows, ...report }: DmarcReport,
  cameBy: 'upload' | 'mail',
  trx: TransactionClientContract
): Promise<boolean> {
  const sum = (counts: (row: DmarcReport['rows'][number]) => boolean) =>
    rows.filter(counts).reduce((total, { mails }) => total + mails, 0)
  const passes = (row: DmarcReport['rows'][number]) => row.isDkimAligned || row.isSpfAligned
  const id = uuid()
  const added = await sql(
    `insert into dmarc_reports (id, organization_id, reporter, report_id, email, domain, policy, begins_at, ends_at,
       mails, passed, quarantined, rejected, came_by, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, reporter, report_id) do nothing returning id`,
    [
      ...[id, Tenant.id(), report.reporter, report.reportId, report.email, report.domain],
      ...[report.policy, report.beginsAt, report.endsAt],
      ...[sum(() => true), sum(passes)],
      sum(({ disposition }) => disposition === 'quarantine'),
      sum(({ disposition }) => disposition === 'reject'),
      ...[cameBy, clock.now().toISO()],
    ],
    trx
  )
  if (added.length === 0) return false
  await sql(
    `insert into dmarc_rows (organization_id, report_id, n, source_ip, mails, disposition, is_dkim_aligned,
       is_spf_aligned, header_from, dkim_domain, dkim_result, spf_domain, spf_result, override)
     select ?::uuid, ?::uuid, n, "sourceIp", mails, disposition, "isDkimAligned", "isSpfAligned", "headerFrom",
       "dkimDomain", "dkimResult", "spfDomain", "spfResult", override
     from jsonb_to_recordset(?::jsonb) r (n integer, "sourceIp" inet, mails integer, disposition text,
       "isDkimAligned" boolean, "isSpfAligned" boolean, "headerFrom" text, "dkimDomain" text, "dkimResult" text,
       "spfDomain" text, "spfResult" text, override text)`,
    [Tenant.id(), id, JSON.stringify(rows.map((row, n) => ({ n, ...row })))],
    trx
  )
  return true
}

/**
 * The organization that proved this domain, one above it or one below it; the install's one alone may have. Null for
 * a stranger's, and where several organizations share what stands above them.
 */
export async function ownerOfDomain(domain: string): Promise<string | null> {
  const labels = domain.split('.')
  const above = labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
  const rows = await sql<{ organizationId: string }>(
    `select distinct organization_id as "organizationId" from sending_domains
     where state = 'verified' and (domain = any(?::text[]) or right(domain, length(?) + 1) = '.' || ?)
     limit 2`,
    [above, domain, domain]
  )
  return rows.length === 1 ? rows[0].organizationId : null
}

/** How many reports came by mail to the tenant since then. */
export async function mailedSince(since: string, trx: TransactionClientContract): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    `select count(*)::int as count from dmarc_reports
     where organization_id = ? and came_by = 'mail' and created_at >= ?`,
    [Tenant.id(), since],
    trx
  )
  return count
}

/** Removes reports that nobody asks for any more, of all organizations. Resolves to how many. */
export async function forgetReports(before: string): Promise<number> {
  const rows = await sql(`delete from dmarc_reports where ends_at < ? returning id`, [before])
  return rows.length
}
