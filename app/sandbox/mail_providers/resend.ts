import { randomUUID } from 'node:crypto'
import { json, type Answer, type Visit } from '#sandbox/http'
import { bare, bearer, isRefused, type MailProviders } from '#sandbox/mail_providers/providers'

type Email = {
  from: string
  to: string | string[]
  subject: string
  html?: string
  text?: string
  headers?: Record<string, string>
  tags?: { name: string; value: string }[]
  attachments?: unknown[]
}

const fault = (statusCode: number, name: string, message: string) =>
  json({ statusCode, name, message }, statusCode)
/** Answers by account and idempotency key. */
const known = new Map<string, Answer>()

/** Resend: single mails and batches, each once per idempotency key. */
export function answerResend(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  const route = `${visit.method} ${visit.path}`
  if (route === 'GET /domains') return Promise.resolve(json({ data: [] }))
  if (route !== 'POST /emails' && route !== 'POST /emails/batch') return null
  return providers.serve(
    () => once(visit, () => take(providers, visit)),
    (status) =>
      status === 429
        ? fault(429, 'rate_limit_exceeded', 'Too many requests.')
        : fault(500, 'application_error', 'An unexpected error occurred.')
  )
}

function once(visit: Visit, handle: () => Answer): Answer {
  const key = visit.headers['idempotency-key']
  if (!key) return handle()
  const name = `${bearer(visit)} ${key}`
  const answer = known.get(name) ?? handle()
  if (answer.status === 200) known.set(name, answer)
  return answer
}

function take(providers: MailProviders, visit: Visit): Answer {
  const account = bearer(visit)
  if (!account) return fault(401, 'missing_api_key', 'Missing API key in the authorization header.')
  const body = JSON.parse(visit.body) as Email | Email[]
  const emails = Array.isArray(body) ? body : [body]
  if (emails.length > 100) return fault(422, 'validation_error', 'At most 100 emails.')
  const errors = emails.flatMap((email, index) => {
    const message = wrong(email, Array.isArray(body))
    return message ? [{ index, message }] : []
  })
  const isPermissive = Array.isArray(body) && visit.headers['x-batch-validation'] === 'permissive'
  if (errors.length > 0 && !isPermissive) {
    return fault(422, 'validation_error', errors[0].message)
  }
  const bad = new Set(errors.map(({ index }) => index))
  const data = emails
    .filter((_, index) => !bad.has(index))
    .map((email) => ({ id: keep(providers, email, account) }))
  if (!Array.isArray(body)) return json(data[0])
  return json(errors.length > 0 ? { data, errors } : { data })
}

function wrong(email: Email, isBatch: boolean): string | null {
  const to = bare([email.to].flat()[0] ?? '')
  if (!/^[^@\s]+@[^@\s]+$/.test(to) || isRefused(to)) return 'Invalid `to` field.'
  if (isBatch && email.attachments) return 'Attachments are not supported in batches.'
  const bad = (email.tags ?? []).find(({ value }) => !/^[A-Za-z0-9_-]{1,256}$/.test(value))
  return bad ? 'Tags should only contain ASCII letters, numbers, underscores, or dashes.' : null
}

function keep(providers: MailProviders, email: Email, account: string): string {
  const ref = email.tags?.find(({ name }) => name === 'ref')?.value ?? null
  const parts = { ...email, to: [email.to].flat()[0] }
  return providers.takeParts(parts, { provider: 'resend', account, id: randomUUID(), ref }).id
}
