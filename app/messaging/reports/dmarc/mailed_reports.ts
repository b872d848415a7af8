import PostalMime from 'postal-mime'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { type DmarcReport, UnreadableReport } from '#messaging/reports/dmarc/dmarc_report'
import { readFile } from '#messaging/reports/dmarc/take_reports'
import { insertReport, mailedSince, ownerOfDomain } from '#messaging/queries/reports/dmarc_reports'

const MOST_BYTES = 12_000_000
/** Whoever knows the address can write to it; no honest domain gets so many a day. */
const MOST_PER_DAY = 2000
const PACKED =
  /^application\/(zip|gzip|x-gzip|x-zip-compressed|x-zip|octet-stream|xml|tlsrpt\+gzip)$|^text\/xml$/
/** `reporter!domain!begin!end[!id].xml.gz`, as RFC 7489 names them. */
const NAMED = /^[^!]+![^!]+!\d+!\d+(![^!]*)?\.(xml|zip|gz|xml\.gz)$/i

export type MailedReports = { outcome: 'applied' | 'repeated' | 'ignored'; why: string }

/** Takes in the DMARC reports of a mail, all or those of one organization; null for a mail that is none. */
export async function takeMailedReports(
  raw: Buffer,
  within: string | null = null
): Promise<MailedReports | null> {
  // Cheap to see, and no bounce has it: only then is the mail taken apart.
  if (!/report[ -]?id|!\d{9,11}!\d{9,11}/i.test(raw.subarray(0, 100_000).toString('latin1'))) {
    return null
  }
  const mail = await PostalMime.parse(raw.subarray(0, MOST_BYTES), { maxNestingDepth: 20 })
  const isSaid = /^\s*report domain:/i.test(mail.subject ?? '')
  const files = mail.attachments
    .filter(({ mimeType, filename }) =>
      isSaid ? PACKED.test(mimeType.toLowerCase()) : NAMED.test(filename ?? '')
    )
    .slice(0, 5)
  if (files.length === 0) return null
  try {
    const read: DmarcReport[] = []
    for (const { content } of files) {
      read.push(
        ...(await readFile(
          typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer)
        ))
      )
    }
    return await keepAll(read, within)
  } catch (error) {
    if (error instanceof UnreadableReport) return { outcome: 'ignored', why: error.message }
    throw error
  }
}

/** Each goes to whoever proved its domain: what the mail says of itself decides nothing else. */
async function keepAll(reports: DmarcReport[], within: string | null): Promise<MailedReports> {
  const ends: ('new' | 'repeated' | 'ignored')[] = []
  for (const report of reports) {
    const organizationId = await ownerOfDomain(report.domain)
    const isHeard = organizationId && (!within || within === organizationId)
    if (isHeard) ends.push(await Tenant.run(organizationId, () => keepMailed(report)))
    else ends.push('ignored')
  }
  if (ends.includes('new')) return { outcome: 'applied', why: 'a DMARC report was kept' }
  return ends.includes('repeated')
    ? { outcome: 'repeated', why: 'this DMARC report was taken in before' }
    : { outcome: 'ignored', why: 'a DMARC report of a domain that nobody here has proven' }
}

function keepMailed(report: DmarcReport): Promise<'new' | 'repeated' | 'ignored'> {
  return db.transaction(async (trx) => {
    const since = clock.now().minus({ days: 1 }).toISO()
    if ((await mailedSince(since, trx)) >= MOST_PER_DAY) return 'ignored'
    return (await insertReport(report, 'mail', trx)) ? 'new' : 'repeated'
  })
}
