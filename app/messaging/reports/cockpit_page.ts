import { clock } from '#core/clock/clock'
import MailAccount from '#messaging/models/mail_account'
import SendingDomain from '#messaging/models/sending_domain'
import { receiptLags } from '#messaging/queries/reports/receipt_lag'
import {
  type Days,
  recipientDomains,
  type SendSums,
  slotsOfDomains,
  sumsByDay,
} from '#messaging/queries/reports/send_sums'
import { suppressionDays, suppressionReasons } from '#messaging/queries/reports/suppression_sums'
import { accountHealth } from '#messaging/reports/account_rows'
import { adviceFor } from '#messaging/reports/advice'
import { bounceAdvice } from '#messaging/reports/bounce_advice'
import { domainHealth } from '#messaging/reports/domain_health'
import { recipientRows } from '#messaging/reports/recipient_rows'
import { eachDay, sendDays, type SendRange } from '#messaging/reports/report_days'

/** Of so many domains those of the same provider are put together; the rest is one row. */
const MOST_DOMAINS = 2000
const MOST_RECIPIENTS = 25
/** The chart shows at least a month: a single day is no course. */
const CHART_DAYS = 30 as const

const NOTHING = { sent: 0, delivered: 0, deferred: 0, bounced: 0, blocked: 0, complained: 0 }

/** How sending went, by account, provider and day, with what there is to do about it. */
export async function cockpitFigures(range: SendRange) {
  const { now, before } = sendDays(range)
  const chart = sendDays(CHART_DAYS).now
  const from = before.from < chart.from ? before.from : chart.from
  const [sent, recipients, lags, accounts, domains, slots] = await Promise.all([
    sumsByDay({ from, to: now.to }),
    recipientDomains(now, MOST_DOMAINS),
    receiptLags(),
    MailAccount.query().orderBy('position').orderBy('id'),
    SendingDomain.query().orderBy('domain'),
    slotsOfDomains(clock.now().toISODate()),
  ])
  const inRange = sent.filter(within(now))
  const sums = totalOf(inRange)
  const lagOf = new Map(lags.map((lag) => [lag.account, lag]))
  const health = accounts.map((account) => {
    const own = totalOf(inRange.filter(({ accountId }) => accountId === account.id))
    return { ...accountHealth(account, lagOf.get(account.id), own.sent), sums: own }
  })
  const rows = recipientRows(recipients, sums, MOST_RECIPIENTS)
  const bounces = await bounceAdvice(
    accounts.map(({ provider }, n) => ({ provider, sent: health[n].sums.sent })),
    domains.some(({ isVerified }) => isVerified)
  )
  const domainRows = domains.map((row) => domainHealth(row, slots.get(row.domain) ?? 0))
  return {
    sums,
    before: totalOf(sent.filter(within(before))),
    days: eachDay(chart).map((day) => ({
      day,
      ...totalOf(sent.filter((row) => row.day === day)),
    })),
    accounts: health,
    recipients: rows,
    domains: domainRows,
    advice: adviceFor({ sums, recipients: rows, accounts: health, domains: domainRows, bounces }),
  }
}

/** Addresses that nobody writes to: by reason, and those of the last thirty days. */
export async function suppressionFigures(zone: string) {
  const to = clock.now().setZone(zone).startOf('day')
  const from = to.minus({ days: 29 })
  const [reasons, added] = await Promise.all([
    suppressionReasons(),
    suppressionDays(from.toISO()!, zone),
  ])
  const byDay = new Map<string, number>()
  for (const { day, added: n } of added) byDay.set(day, (byDay.get(day) ?? 0) + n)
  return {
    reasons,
    added,
    days: eachDay({ from: from.toISODate()!, to: to.toISODate()! }).map((day) => ({
      day,
      added: byDay.get(day) ?? 0,
    })),
  }
}

const within =
  ({ from, to }: Days) =>
  ({ day }: { day: string }) =>
    day >= from && day <= to

function totalOf(rows: SendSums[]): SendSums {
  const total = { ...NOTHING }
  for (const row of rows) {
    for (const name of Object.keys(total) as (keyof SendSums)[]) total[name] += row[name]
  }
  return total
}
