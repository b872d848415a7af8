import { createHash } from 'node:crypto'
import { clock } from '#core/clock/clock'
import { type MailReport, readMailReport } from '#messaging/provider_events/mail_report'
import { applyReceipts } from '#messaging/provider_events/receipts'
import { noteReport } from '#messaging/queries/bounce_mailboxes'
import { insertReceipts } from '#messaging/queries/mail_receipts'
import { mailByMessageId, organizationOf } from '#messaging/queries/reported_mails'
import type { MailRef } from '#messaging/refs'
import { takeMailedReports } from '#messaging/reports/dmarc/mailed_reports'

const KEPT_BYTES = 64 * 1024

/** A mail with DMARC reports says nothing of single mails. */
const NO_MAILS = {
  ...{ kind: 'dmarc' as const, ref: null, isProven: false, messageIds: [], facts: [] },
  messageId: null,
}

export type Received = {
  outcome: 'applied' | 'repeated' | 'ignored'
  report: MailReport
  why: string
}

/**
 * Takes in a mail that came back: keeps it and what it says as a receipt, once, and applies it. A bounce or a
 * complaint has to prove whose mail it is about, because Message-IDs of sendings to many can be guessed. `within`:
 * the organization whose mailbox it lay in, which may tell of its own mails alone. Throws where the database does
 * not answer: whoever hands it over tries again.
 */
export async function receiveMail(
  raw: Buffer,
  to: string[] = [],
  within: string | null = null
): Promise<Received> {
  const dmarc = await takeMailedReports(raw, within)
  if (dmarc) return { ...dmarc, report: { ...NO_MAILS, at: new Date() } }
  const report = await readMailReport(raw, to)
  const ignored = (why: string): Received => ({ outcome: 'ignored', report, why })
  if (report.facts.length === 0) return ignored('it says nothing of a mail')
  const ref = await mailOf(report)
  if (!ref) return ignored('no mail of this house is named')
  const isTrusted = report.isProven || ref.kind === 'mail' || isHarmless(report)
  if (!isTrusted) return ignored('nothing proves that it is about this mail')
  const organizationId = await organizationOf(ref)
  if (!organizationId) return ignored('the mail belongs to no organization')
  if (within && within !== organizationId) return ignored('the mail belongs to somebody else')

  const facts = report.facts.map((fact) => ({ ...fact, ref, happenedAt: report.at }))
  const ids = await insertReceipts({ organizationId, provider: 'dsn', account: 'mail' }, [
    {
      eventId: idOf(raw, report),
      type: report.kind,
      at: report.at,
      body: JSON.stringify({ facts, raw: textOf(raw) }),
    },
  ])
  if (ids.length === 0) return { outcome: 'repeated', report, why: 'it was taken in before' }
  const [end] = await applyReceipts(ids)
  await noteReport(organizationId, clock.now().toISO())
  return end?.state === 'applied'
    ? { outcome: 'applied', report, why: end.note }
    : ignored(end?.note ?? 'it was applied by somebody else')
}

/** Who answers may say so: it changes nothing but a mark. */
const isHarmless = ({ kind }: MailReport) => kind === 'reply' || kind === 'auto_reply'

async function mailOf({ ref, isProven, messageIds }: MailReport): Promise<MailRef | null> {
  if (ref && isProven) return ref
  const mailId = await mailByMessageId(messageIds)
  return mailId ? { kind: 'mail', mailId } : ref
}

/** The same mail handed over twice is the same receipt. */
function idOf(raw: Buffer, { messageId }: MailReport): string {
  return messageId && messageId.length < 200
    ? messageId
    : createHash('sha256').update(raw).digest('hex')
}

const textOf = (raw: Buffer) =>
  raw.subarray(0, KEPT_BYTES).toString('utf8').toWellFormed().replaceAll('\0', '')
