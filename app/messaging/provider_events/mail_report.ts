import PostalMime, { type Email } from 'postal-mime'
import { classify } from '#messaging/provider_events/bounce_class'
import { readBounceAddress } from '#messaging/provider_events/bounce_address'
import type { FactKind, MailFact } from '#messaging/provider_events/mail_fact'
import { momentOf, statusCodeOf } from '#messaging/provider_events/webhook'
import { refInMessageId, type MailRef } from '#messaging/refs'
import { readOwnerToken } from '#messaging/tokens'

export type ReportedFact = Pick<MailFact, 'kind' | 'bounce' | 'detail'>

/** What came back as a mail: a bounce (RFC 3464), a complaint (RFC 5965), an automatic or a person's answer. */
export type MailReport = {
  kind: 'bounce' | 'complaint' | 'auto_reply' | 'reply' | 'dmarc' | 'other'
  /** The mail that it is about, and whether only somebody who got that mail can know it. */
  ref: MailRef | null
  isProven: boolean
  /** Message-IDs that it names, for mails whose id says nothing else. */
  messageIds: string[]
  facts: ReportedFact[]
  messageId: string | null
  at: Date
}

const MOST_BYTES = 2_000_000

/** Reads a mail that came to where bounces go; `to` is the address it was delivered to. */
export async function readMailReport(raw: Buffer, to: string[] = []): Promise<MailReport> {
  const mail = await PostalMime.parse(raw.subarray(0, MOST_BYTES), {
    forceRfc822Attachments: true,
    maxNestingDepth: 20,
  })
  const parts = partsOf(mail)
  const told = toldBy(mail, parts)
  const named = whoseMail(mail, parts, to)
  return {
    ...told,
    ...named,
    messageId: mail.messageId ?? null,
    at: momentOf(mail.date) ?? new Date(),
  }
}

type Part = { type: string; text: string }

function partsOf(mail: Email): Part[] {
  return mail.attachments.map(({ mimeType, content }) => ({
    type: mimeType.toLowerCase(),
    text: typeof content === 'string' ? content : new TextDecoder().decode(content),
  }))
}

function toldBy(mail: Email, parts: Part[]): Pick<MailReport, 'kind' | 'facts'> {
  const status = parts.find(({ type }) => type === 'message/delivery-status')
  if (status) return delivery(status.text, mail)
  const feedback = parts.find(({ type }) => type === 'message/feedback-report')
  if (feedback) return complaint(fieldsOf(feedback.text))
  if (isAutomatic(mail)) {
    const detail = { subject: (mail.subject ?? '').slice(0, 200) }
    return { kind: 'auto_reply', facts: [{ kind: 'auto_replied', detail }] }
  }
  if (isFromDaemon(mail)) return plainBounce(mail)
  if (mail.inReplyTo || mail.references) {
    return { kind: 'reply', facts: [{ kind: 'replied', detail: {} }] }
  }
  return { kind: 'other', facts: [] }
}

/** Each recipient has a block of fields; ours have one recipient each. */
function delivery(text: string, mail: Email): Pick<MailReport, 'kind' | 'facts'> {
  const blocks = text.split(/\r?\n\s*\r?\n/).map(fieldsOf)
  const facts = blocks.flatMap((fields): ReportedFact[] => {
    const action = fields.get('action')?.toLowerCase()
    if (!action) return []
    const reply = fields.get('diagnostic-code')?.replace(/^\s*\w[\w-]*\s*;\s*/, '') ?? ''
    const given = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null
    // Servers that know no better say 5.0.0; what the other side said knows more.
    const status = given && !/\.0\.0$/.test(given) ? given : (statusCodeOf(reply) ?? given)
    const detail = { status, reply: reply || (mail.text ?? '').trim().slice(0, 300) }
    if (action === 'delayed') return [{ kind: 'deferred', detail }]
    if (action === 'delivered') return [{ kind: 'delivered', detail }]
    return action === 'failed' ? [bounceOf(status, `${reply}`, detail)] : []
  })
  return { kind: 'bounce', facts: facts.slice(0, 1) }
}

function bounceOf(
  status: string | null,
  reply: string,
  detail: Record<string, unknown>
): ReportedFact {
  const kind = classify(status, reply)
  return kind === 'blocked'
    ? { kind: 'blocked', detail }
    : { kind: 'bounced', bounce: kind, detail }
}

const COMPLAINTS: Record<string, FactKind> = {
  'abuse': 'complained',
  'fraud': 'complained',
  'virus': 'complained',
  'other': 'complained',
  'opt-out': 'unsubscribed',
  'opt-out-list': 'unsubscribed',
}

function complaint(fields: Map<string, string>): Pick<MailReport, 'kind' | 'facts'> {
  const type = fields.get('feedback-type')?.toLowerCase() ?? 'other'
  const kind = COMPLAINTS[type]
  const detail = { type, agent: fields.get('user-agent') }
  return { kind: 'complaint', facts: kind ? [{ kind, detail }] : [] }
}

/** A bounce of a server that speaks to people alone: its words are read. */
function plainBounce(mail: Email): Pick<MailReport, 'kind' | 'facts'> {
  // What follows is the mail itself, whose words say nothing of its fate.
  const text = (mail.text ?? '').split(
    /-{2,}\s*(?:below this line|original message|this is a copy|returned message|forwarded message)/i
  )[0]
  const line = text
    .split(/\r?\n/)
    .find((one) => /\b[45]\d\d[\s-]|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(one))
  const isDelay =
    /(will (keep|continue)|still) (trying|being)|warning: message .* delayed|delayed/i.test(
      `${mail.subject} ${text.slice(0, 500)}`
    )
  const detail = { status: statusCodeOf(line ?? text), reply: (line ?? text).trim().slice(0, 300) }
  if (isDelay) return { kind: 'bounce', facts: [{ kind: 'deferred', detail }] }
  return { kind: 'bounce', facts: [bounceOf(detail.status, text, detail)] }
}

const AUTOMATIC_SUBJECT =
  /^(re: )?(auto(matic|mated)?[ -]?(reply|response|antwort)|out of( the)? office|automatische antwort|abwesenheit|abwesend|réponse automatique|absence du bureau|respuesta automática|risposta automatica|automatisch antwoord|vacation)/i

function isAutomatic(mail: Email): boolean {
  const submitted = headerOf(mail, 'auto-submitted')?.toLowerCase() ?? ''
  if (submitted.startsWith('auto-replied')) return true
  const isMarked = ['x-autoreply', 'x-autorespond', 'x-vacation'].some(
    (name) => headerOf(mail, name) !== null
  )
  const precedence = headerOf(mail, 'precedence')?.toLowerCase() ?? ''
  return isMarked || precedence === 'auto_reply' || AUTOMATIC_SUBJECT.test(mail.subject ?? '')
}

function isFromDaemon(mail: Email): boolean {
  const from = mail.from?.address?.toLowerCase() ?? ''
  const isNobody = headerOf(mail, 'return-path')?.trim() === '<>'
  return /^(mailer-daemon|postmaster|mail-daemon|bounce|mailerdaemon)\b/.test(from) || isNobody
}

function whoseMail(
  mail: Email,
  parts: Part[],
  to: string[]
): Pick<MailReport, 'ref' | 'isProven' | 'messageIds'> {
  const returned = parts
    .filter(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers')
    .map(({ text }) => text.slice(0, 50_000))
  // Old servers put the mail behind their words.
  const words = [...returned, mail.text ?? ''].join('\n')
  const messageIds = [
    ...[...words.matchAll(/^[\s>]*message-id:\s*(<[^<>\s]+@[^<>\s]+>)/gim)].map(([, id]) => id),
    ...(mail.inReplyTo?.match(/<[^<>\s]+>/g) ?? []),
    ...(mail.references?.match(/<[^<>\s]+>/g) ?? []).toReversed(),
  ].slice(0, 20)
  const proven = provenRef(mail, words, to)
  const ref = proven ?? messageIds.map(refInMessageId).find((one) => one !== null) ?? null
  return { ref, isProven: proven !== null, messageIds }
}

/** By an address or a link that stood in that mail alone, both signed. */
function provenRef(mail: Email, words: string, to: string[]): MailRef | null {
  const addresses = [
    ...to,
    ...['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'].map((name) =>
      headerOf(mail, name)
    ),
  ].flatMap((text) => text?.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [])
  for (const address of addresses) {
    const ref = readBounceAddress(address)
    if (ref) return ref
  }
  // Long lines of headers are folded; the token itself has no blanks.
  for (const [, token] of words.replace(/\r?\n[ \t]+/g, '').matchAll(/\/u\/([\w.-]{10,200})/g)) {
    const owner = readOwnerToken('unsubscribe', token.replace(/[.]+$/, ''))
    if (owner && owner.kind !== 'contact') return owner
  }
  return null
}

function headerOf(mail: Email, name: string): string | null {
  return mail.headers.find(({ key }) => key === name)?.value ?? null
}

/** `Name: value` lines, folded ones joined. */
function fieldsOf(text: string): Map<string, string> {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(':')
      return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]] : []
    })
  )
}
