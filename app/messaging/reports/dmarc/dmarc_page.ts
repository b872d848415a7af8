import { clock } from '#core/clock/clock'
import SendingDomain from '#messaging/models/sending_domain'
import { dmarcDays, dmarcDomains, dmarcSources } from '#messaging/queries/reports/dmarc_sums'
import { judgeSource } from '#messaging/reports/dmarc/judge_source'
import { eachDay } from '#messaging/reports/report_days'

export const DMARC_RANGES = [7, 30, 90] as const
export type DmarcRange = (typeof DMARC_RANGES)[number]

const MOST_SOURCES = 200

/** What was reported of each domain, and the sources of one: the one that is asked for, or the busiest. */
export async function dmarcFigures(range: DmarcRange, wanted: string | null) {
  const today = clock.now().setZone('UTC').startOf('day')
  const from = today.minus({ days: range })
  const since = from.toISO()!
  const [domains, own] = await Promise.all([
    dmarcDomains(since),
    SendingDomain.query().orderBy('domain'),
  ])
  const domain = domains.find((row) => row.domain === wanted) ?? domains[0] ?? null
  const [days, sources] = domain
    ? await Promise.all([
        dmarcDays(domain.domain, since),
        dmarcSources(domain.domain, since, MOST_SOURCES),
      ])
    : [[], []]
  const found = new Map(days.map((day) => [day.day, day]))
  return {
    domains: domains.map(({ latestAt, ...row }) => ({ ...row, latestAt: latestAt.toISOString() })),
    domain: domain?.domain ?? null,
    days: domain
      ? eachDay({ from: from.toISODate()!, to: today.toISODate()! }).map(
          (day) => found.get(day) ?? { day, passed: 0, failed: 0 }
        )
      : [],
    sources: sources.map((source) => ({ ...source, verdict: judgeSource(source) })),
    mostSources: MOST_SOURCES,
    // Whoever has none yet is told what record to write.
    own: own.map((row) => ({
      id: row.id,
      domain: row.domain,
      record: row.checks.dmarc?.found[0] ?? null,
      asksForReports: /;\s*rua\s*=\s*mailto:/i.test(row.checks.dmarc?.found[0] ?? ''),
    })),
  }
}
