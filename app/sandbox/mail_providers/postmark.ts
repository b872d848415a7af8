import { randomUUID } from 'node:crypto'
import { json, type Answer, type Visit } from '#sandbox/http'
import { bare, isRefused, type MailProviders } from '#sandbox/mail_providers/providers'

type Email = {
  From: string
  To: string
  Subject: string
  HtmlBody?: string
  TextBody?: string
  Headers?: { Name: string; Value: string }[]
  Metadata?: Record<string, string>
}

const fault = (status: number, ErrorCode: number, Message: string) =>
  json({ ErrorCode, Message }, status)

/** Postmark: batches, and the search by metadata. */
export function answerPostmark(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  const route = `${visit.method} ${visit.path}`
  const token = String(visit.headers['x-postmark-server-token'] ?? '')
  const handle = HANDLERS[route]
  if (!handle) return null
  return providers.serve(
    () =>
      token
        ? handle(providers, visit, token)
        : fault(401, 10, 'No Account or Server API tokens were supplied in the HTTP headers.'),
    (status) => fault(status, status === 429 ? 429 : 0, 'Try again later.')
  )
}

const HANDLERS: Record<string, (p: MailProviders, v: Visit, token: string) => Answer> = {
  'GET /server': () => json({ ID: 1, Name: 'Sandbox' }),
  'POST /email/batch': (providers, { body }, token) => {
    const emails = JSON.parse(body) as Email[]
    if (emails.length > 500) return fault(422, 410, 'Too many batch messages.')
    return json(emails.map((email) => take(providers, email, token)))
  },
  'GET /messages/outbound': (providers, { query }, token) => {
    const ref = query.get('metadata_ref')
    const found = providers.find(
      (mail) => mail.provider === 'postmark' && mail.account === token && mail.ref === ref
    )
    const Messages = found.map(({ id, to }) => ({
      MessageID: id,
      Recipients: [to],
      Status: 'Sent',
    }))
    return json({ TotalCount: found.length, Messages })
  },
}

function take(providers: MailProviders, email: Email, account: string) {
  if (isRefused(bare(email.To))) {
    return {
      ErrorCode: 406,
      Message: `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${bare(email.To)}.`,
    }
  }
  const headers = Object.fromEntries((email.Headers ?? []).map(({ Name, Value }) => [Name, Value]))
  const { From: from, To: to, Subject: subject, HtmlBody: html, TextBody: text } = email
  const { id, takenAt } = providers.takeParts(
    { from, to, subject, html, text, headers },
    { provider: 'postmark', account, id: randomUUID(), ref: email.Metadata?.ref ?? null }
  )
  return { To: to, SubmittedAt: takenAt, MessageID: id, ErrorCode: 0, Message: 'OK' }
}
