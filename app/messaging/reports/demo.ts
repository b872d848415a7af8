import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { ensureHouse } from '#messaging/accounts/house'
import type { DmarcReport, DmarcRow } from '#messaging/reports/dmarc/dmarc_report'
import { keepReports } from '#messaging/reports/dmarc/take_reports'
import { plantDays } from '#messaging/queries/reports/plant_days'
import MailAccount from '#messaging/models/mail_account'

const DOMAIN = 'bunny.test'
const DAYS = 21
const REPORTERS = ['google.com', 'Yahoo', 'Enterprise Outlook', 'GMX']

/** What the letters of Bunny at Home left behind: days of sending, and what receivers reported of its domain. */
export async function seedReports(): Promise<string> {
  const organization = await Organization.findBy('slug', 'bunny')
  if (!organization) return 'no organization to report on'
  return Tenant.run(organization.id, async () => {
    await ensureHouse()
    const house = await MailAccount.query().where('provider', 'house').firstOrFail()
    const days = await plantDays(house.id)
    const taken = await keepReports(reports(), 'mail')
    const fresh = taken.filter(({ isNew }) => isNew).length
    return `${days} days of domains and ${fresh} DMARC reports made, the others were there`
  })
}

function reports(): DmarcReport[] {
  const today = clock.now().setZone('UTC').startOf('day')
  return Array.from({ length: DAYS }, (_, ago) => today.minus({ days: ago + 1 })).flatMap((day) =>
    REPORTERS.map((reporter, at) => ({
      reporter,
      reportId: `demo.${day.toISODate()}.${at}`,
      email: null,
      domain: DOMAIN,
      policy: 'none' as const,
      beginsAt: day.toJSDate(),
      endsAt: day.endOf('day').set({ millisecond: 0 }).toJSDate(),
      rows: rowsOf(day.day + at * 7, at),
    }))
  )
}

/** Another number each day, the same each time. */
function rowsOf(seed: number, at: number): DmarcRow[] {
  const row = (sourceIp: string, mails: number, more: Partial<DmarcRow>): DmarcRow => ({
    ...{ sourceIp, mails, disposition: 'none', isDkimAligned: true, isSpfAligned: true },
    ...{ headerFrom: DOMAIN, dkimDomain: DOMAIN, dkimResult: 'pass' },
    ...{ spfDomain: DOMAIN, spfResult: 'pass', override: null },
    ...more,
  })
  const lost = { isDkimAligned: false, isSpfAligned: false }
  const rows = [row('198.51.100.7', 60 + ((seed * 37) % 90), {})]
  if (at === 0) {
    rows.push(row('192.0.2.44', 2 + (seed % 4), { isSpfAligned: false, spfDomain: 'lists.test' }))
  }
  if (seed % 3 === 0) {
    rows.push(
      row('198.51.100.90', 5 + (seed % 6), {
        ...{ ...lost, dkimDomain: 'shop-mailer.test', spfDomain: 'bounce.shop-mailer.test' },
      })
    )
  }
  if (seed % 5 === 0) {
    rows.push(
      row('203.0.113.66', 1 + (seed % 3), {
        ...{ ...lost, dkimDomain: null, dkimResult: null, spfDomain: DOMAIN, spfResult: 'fail' },
      })
    )
  }
  return rows
}
