import { isIP } from 'node:net'
import { SaxesParser } from 'saxes'
import {
  type Disposition,
  DISPOSITIONS,
  type DmarcReport,
  type DmarcRow,
  UnreadableReport,
} from '#messaging/reports/dmarc/dmarc_report'

const MOST_ROWS = 50_000
const MOST_DEPTH = 16
const MOST_TEXT = 1000
const MOST_MAILS = 2_000_000_000
const DOMAIN = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/

type Fields = Map<string, string>
/** What a signature or SPF said; a record may have several. */
type Proof = { kind: 'dkim' | 'spf'; fields: Fields }
type Record = { fields: Fields; proofs: Proof[] }

const notOne = (why: string) =>
  new UnreadableReport('no_report', `This is no DMARC aggregate report: ${why}.`)

/**
 * Reads the XML of an aggregate report. Nothing outside the document is ever looked at, and what declares entities of
 * its own is refused. Throws UnreadableReport.
 */
export function readReport(xml: string): DmarcReport {
  const { head, records } = elementsOf(xml)
  const need = (path: string, most: number) => {
    const value = head.get(path)?.trim()
    if (!value) throw notOne(`it has no ${path.split('/').at(-1)}`)
    return clean(value).slice(0, most)
  }
  const domain = domainOf(need('policy_published/domain', 260))
  if (!domain) throw notOne('its domain is none')
  const report: DmarcReport = {
    reporter: need('report_metadata/org_name', 200),
    reportId: need('report_metadata/report_id', 300),
    email: clean(head.get('report_metadata/email') ?? '').slice(0, 200) || null,
    domain,
    policy: dispositionOf(head.get('policy_published/p')),
    beginsAt: momentOf(need('report_metadata/date_range/begin', 20)),
    endsAt: momentOf(need('report_metadata/date_range/end', 20)),
    rows: records.map((record, at) => rowOf(record, domain, at + 1)),
  }
  if (report.endsAt < report.beginsAt) throw notOne('it ends before it begins')
  const mails = report.rows.reduce((sum, row) => sum + row.mails, 0)
  if (mails > MOST_MAILS) throw notOne('it counts more mails than there are')
  return report
}

/** The texts of elements by their path below the root, and those of each record apart. */
function elementsOf(xml: string): { head: Fields; records: Record[] } {
  const parser = new SaxesParser()
  const head: Fields = new Map()
  const records: Record[] = []
  const path: string[] = []
  let text = ''
  parser.on('doctype', () => {
    throw new UnreadableReport('unsafe', 'This file declares entities, which no report does.')
  })
  parser.on('error', () => {
    throw new UnreadableReport('damaged', 'The XML of this file is damaged.')
  })
  parser.on('opentag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase()
    if (path.length === 0 && local !== 'feedback') throw notOne('it begins with another element')
    path.push(local)
    if (path.length > MOST_DEPTH) throw notOne('its elements are nested too deep')
    text = ''
    const at = path.slice(1).join('/')
    if (at === 'record') {
      records.push({ fields: new Map(), proofs: [] })
      if (records.length > MOST_ROWS) throw notOne('it has too many rows')
    } else if (at === 'record/auth_results/dkim' || at === 'record/auth_results/spf') {
      records.at(-1)!.proofs.push({ kind: local as 'dkim' | 'spf', fields: new Map() })
    }
  })
  parser.on('text', (piece) => {
    if (text.length < MOST_TEXT) text += piece.slice(0, MOST_TEXT)
  })
  parser.on('cdata', (piece) => {
    if (text.length < MOST_TEXT) text += piece.slice(0, MOST_TEXT)
  })
  parser.on('closetag', () => {
    const [, first, ...rest] = path
    path.pop()
    const value = text.trim()
    text = ''
    if (!first || !value) return
    if (first !== 'record') return keep(head, [first, ...rest].join('/'), value)
    const record = records.at(-1)!
    const [part, kind, field] = rest
    if (part !== 'auth_results') keep(record.fields, rest.join('/'), value)
    else if (field && (kind === 'dkim' || kind === 'spf'))
      keep(record.proofs.at(-1)!.fields, field, value)
  })
  parser.write(xml).close()
  return { head, records }
}

/** Where an element stands twice, the first counts. */
function keep(fields: Fields, path: string, value: string): void {
  if (!fields.has(path)) fields.set(path, value)
}

function rowOf({ fields, proofs }: Record, domain: string, n: number): DmarcRow {
  const sourceIp = fields.get('row/source_ip') ?? ''
  const count = fields.get('row/count') ?? ''
  if (!isIP(sourceIp) || sourceIp.includes('%')) throw notOne(`row ${n} has no address`)
  if (!/^\d{1,10}$/.test(count)) throw notOne(`row ${n} has no count`)
  const headerFrom = domainOf(fields.get('identifiers/header_from') ?? '') ?? domain
  const said = (name: string) => fields.get(`row/policy_evaluated/${name}`)?.toLowerCase()
  const dkim = proofOf(proofs, 'dkim', headerFrom)
  const spf = proofOf(proofs, 'spf', headerFrom)
  return {
    sourceIp,
    mails: Number(count),
    disposition: dispositionOf(said('disposition')),
    isDkimAligned: said('dkim') === 'pass',
    isSpfAligned: said('spf') === 'pass',
    headerFrom,
    ...{ dkimDomain: dkim?.domain ?? null, dkimResult: dkim?.result ?? null },
    ...{ spfDomain: spf?.domain ?? null, spfResult: spf?.result ?? null },
    override: clean(said('reason/type') ?? '').slice(0, 60) || null,
  }
}

/** Of several proofs the one that says most: passed and of the domain that readers see, else passed, else the first. */
function proofOf(proofs: Proof[], kind: Proof['kind'], headerFrom: string) {
  const found = proofs
    .filter((proof) => proof.kind === kind)
    .map(({ fields }) => ({
      domain: domainOf(fields.get('domain') ?? ''),
      result: clean(fields.get('result') ?? 'none')
        .toLowerCase()
        .slice(0, 20),
    }))
  const passed = found.filter(({ result }) => result === 'pass')
  const isOwn = ({ domain }: { domain: string | null }) =>
    domain !== null && areRelated(domain, headerFrom)
  return passed.find(isOwn) ?? passed[0] ?? found.find(isOwn) ?? found[0] ?? null
}

/** Whether they are the same, or one stands below the other. */
export function areRelated(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function domainOf(text: string): string | null {
  const domain = text.trim().toLowerCase().replace(/\.$/, '')
  return DOMAIN.test(domain) ? domain : null
}

/** Newer reports say `pass` for what went through. */
function dispositionOf(text: string | undefined): Disposition {
  return DISPOSITIONS.find((one) => one === text?.trim().toLowerCase()) ?? 'none'
}

function momentOf(text: string): Date {
  const seconds = /^\d{9,11}$/.test(text) ? Number(text) : Date.parse(text) / 1000
  if (!(seconds > 946_684_800 && seconds < 4_102_444_800)) throw notOne('its days are none')
  return new Date(seconds * 1000)
}

/** Names go into pages and tables: no control characters. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
