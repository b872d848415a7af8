import { BYTE_ORDER_MARK, csvLine } from '#crm/exports/csv_text'
import { audienceFigures, engagementFigures } from '#messaging/reports/audience_page'
import { cockpitFigures, suppressionFigures } from '#messaging/reports/cockpit_page'
import { dmarcFigures, type DmarcRange } from '#messaging/reports/dmarc/dmarc_page'
import type { AudienceRange, SendRange } from '#messaging/reports/report_days'
import type { SendSums } from '#messaging/queries/reports/send_sums'

export type TableAsk = {
  days: number
  zone: string
  /** A topic's id, `all`, or null. */
  topic: string | null
  domain: string | null
}
type Table = { head: string[]; rows: (string | number)[][] }

const SENT = ['sent', 'delivered', 'deferred', 'bounced', 'blocked', 'complained'] as const
const cells = (sums: SendSums) => SENT.map((name) => sums[name])
const cockpit = ({ days }: TableAsk) =>
  cockpitFigures((days === 1 || days === 7 ? days : 30) as SendRange)
const audience = ({ days, zone, topic }: TableAsk) =>
  audienceFigures(([7, 30, 90, 365].includes(days) ? days : 30) as AudienceRange, zone, topic)

/** The tables of the reports by name, as they are downloaded. */
const TABLES = {
  days: async (ask) => {
    const { days } = await cockpit(ask)
    return { head: ['day', ...SENT], rows: days.map((row) => [row.day, ...cells(row)]) }
  },
  accounts: async (ask) => {
    const { accounts } = await cockpit(ask)
    return {
      head: ['account', 'state', 'breaker', 'last word of the provider', 'waiting', ...SENT],
      rows: accounts.map(({ label, state, breaker, hook, sums }) => [
        ...[label, state, breaker, hook.lastAt ?? '', hook.waiting],
        ...cells(sums),
      ]),
    }
  },
  recipients: async (ask) => {
    const { recipients } = await cockpit(ask)
    return {
      head: ['mailbox provider', ...SENT],
      rows: recipients.map((row) => [row.name, ...cells(row)]),
    }
  },
  suppressions: async ({ zone }) => {
    const { added } = await suppressionFigures(zone)
    return {
      head: ['day', 'reason', 'added'],
      rows: added.map((row) => [row.day, row.reason, row.added]),
    }
  },
  dmarc: async ({ days, domain }) => {
    const range = ([7, 30, 90].includes(days) ? days : 30) as DmarcRange
    const { sources } = await dmarcFigures(range, domain)
    const heads = ['source', 'domain', 'mails', 'passed', 'DKIM aligned', 'SPF aligned']
    return {
      head: [...heads, 'quarantined', 'rejected', 'signed by', 'sent by', 'meaning'],
      rows: sources.map((row) => [
        ...[row.sourceIp, row.headerFrom, row.mails, row.passed, row.dkim, row.spf],
        ...[row.quarantined, row.rejected, row.dkimDomain ?? '', row.spfDomain ?? ''],
        row.verdict.title,
      ]),
    }
  },
  audience: async (ask) => {
    const { course, by } = await audience(ask)
    return {
      head: [by === 'week' ? 'week from' : 'day', 'subscribed', 'unsubscribed', 'net'],
      rows: course.map(({ day, joined, gone }) => [day, joined, gone, joined - gone]),
    }
  },
  topics: async (ask) => {
    const { topics } = await audience(ask)
    return {
      head: ['topic', 'subscribed', 'unsubscribed', 'net'],
      rows: topics.map(({ name, joined, gone }) => [
        ...[name ?? 'All marketing', joined, gone, joined - gone],
      ]),
    }
  },
  sources: async (ask) => {
    const { sources } = await audience(ask)
    return {
      head: ['came by', 'subscribed', 'unsubscribed'],
      rows: sources.map(({ source, joined, gone }) => [source, joined, gone]),
    }
  },
  forms: async (ask) => {
    const { forms } = await audience(ask)
    return {
      head: ['form', 'submitted', 'confirmed'],
      rows: forms.map(({ name, submitted, confirmed }) => [name, submitted, confirmed]),
    }
  },
  engagement: async () => {
    const { people, sampled, margin, ...counts } = await engagementFigures()
    const names = {
      within30: 'read a mail of the last 30 days',
      within90: 'read a mail of 31-90 days ago',
      within180: 'read a mail of 91-180 days ago',
      silent: 'got mails and read none',
      unwritten: 'got none',
    }
    return {
      head: ['people', 'share', 'margin', 'looked at', 'of'],
      rows: (Object.keys(names) as (keyof typeof names)[]).map((key) => [
        ...[names[key], share(counts[key], sampled), Number(margin.toFixed(4)), sampled, people],
      ]),
    }
  },
} satisfies Record<string, (ask: TableAsk) => Promise<Table>>

export type TableName = keyof typeof TABLES
export const TABLE_NAMES = Object.keys(TABLES) as TableName[]

/** A table as CSV, with the figures that its page shows. */
export async function tableCsv(name: TableName, ask: TableAsk): Promise<string> {
  const { head, rows }: Table = await TABLES[name](ask)
  return BYTE_ORDER_MARK + [head, ...rows].map((row) => csvLine(row.map(String))).join('')
}

const share = (n: number, of: number) => (of > 0 ? Number((n / of).toFixed(4)) : 0)
