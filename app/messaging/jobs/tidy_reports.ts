import { clock } from '#core/clock/clock'
import { Job } from '#core/queue/job'

/** What a domain's reports said so long ago is history. */
const KEPT_MONTHS = 13

/** Daily: sums up the days of the audience that are over, and forgets old DMARC reports. */
export default class TidyReports extends Job {
  static jobName = 'messaging/tidy_reports'

  async handle() {
    const { foldAudienceMoves } = await import('#messaging/queries/reports/audience_sums')
    const { forgetReports } = await import('#messaging/queries/reports/dmarc_reports')
    await foldAudienceMoves(clock.now().minus({ days: 1 }).toISODate())
    await forgetReports(clock.now().minus({ months: KEPT_MONTHS }).toISO())
  }
}
