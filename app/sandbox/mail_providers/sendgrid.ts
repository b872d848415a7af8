import { json, type Answer, type Visit } from '#sandbox/http'
import { bearer, isRefused, type MailProviders } from '#sandbox/mail_providers/providers'
import { random } from '#sandbox/stripe/ids'

type Person = { email: string; name?: string }
type Request = {
  personalizations: { to: Person[]; custom_args?: Record<string, string> }[]
  from: Person
  subject: string
  content: { type: string; value: string }[]
  headers?: Record<string, string>
}

const RESERVED =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i
const fault = (status: number, message: string, field: string | null = null) =>
  json({ errors: [{ message, field, help: null }] }, status)
const written = ({ email, name }: Person) => (name ? `${name} <${email}>` : email)

/** Twilio SendGrid: /v3/mail/send. */
export function answerSendgrid(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  if (visit.method === 'GET' && visit.path === '/v3/scopes') {
    return Promise.resolve(json({ scopes: ['mail.send'] }))
  }
  if (visit.method !== 'POST' || visit.path !== '/v3/mail/send') return null
  return providers.serve(
    () => take(providers, visit),
    (status) => fault(status, status === 429 ? 'too many requests' : 'internal error')
  )
}

function take(providers: MailProviders, visit: Visit): Answer {
  const account = bearer(visit)
  if (!account) return fault(401, 'The provided authorization grant is invalid')
  const {
    personalizations,
    from,
    subject,
    content,
    headers = {},
  } = JSON.parse(visit.body) as Request
  const [{ to, custom_args: args = {} }] = personalizations
  if (Object.keys(headers).some((name) => RESERVED.test(name))) {
    return fault(400, 'The header may not be one of the reserved ones', 'headers')
  }
  if (content[0]?.type !== 'text/plain' && content.some(({ type }) => type === 'text/plain')) {
    return fault(400, 'text/plain must be first', 'content')
  }
  if (isRefused(to[0].email)) {
    return fault(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email')
  }
  const of = (type: string) => content.find((part) => part.type === type)?.value ?? null
  const { id } = providers.takeParts(
    {
      from: written(from),
      to: written(to[0]),
      subject,
      html: of('text/html'),
      text: of('text/plain'),
      headers,
    },
    { provider: 'sendgrid', account, id: random(22), ref: args.ref ?? null }
  )
  return { status: 202, headers: { 'x-message-id': id } }
}
