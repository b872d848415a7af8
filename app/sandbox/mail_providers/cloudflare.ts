import { json, type Answer, type Visit } from '#sandbox/http'
import { bearer, isRefused, type MailProviders } from '#sandbox/mail_providers/providers'
import { random } from '#sandbox/stripe/ids'

type Request = { from?: string; recipients?: string[]; mime_message?: string }

const envelope = (success: boolean, result: unknown, errors: object[] = [], status = 200) =>
  json({ success, errors, messages: [], result }, status)
const fault = (status: number, code: number, message: string) =>
  envelope(false, null, [{ code, message }], status)

/** Cloudflare Email Sending: a raw MIME message. */
export function answerCloudflare(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  const isSend = /^\/client\/v4\/accounts\/[^/]+\/email\/sending\/send_raw$/.test(visit.path)
  if (visit.method === 'GET' && visit.path === '/client/v4/user/tokens/verify') {
    return Promise.resolve(envelope(true, { status: 'active' }))
  }
  if (visit.method !== 'POST' || !isSend) return null
  return providers.serve(
    () => take(providers, visit),
    (status) => fault(status, status === 429 ? 10004 : 10002, 'Try again later.')
  )
}

async function take(providers: MailProviders, visit: Visit): Promise<Answer> {
  const account = bearer(visit)
  if (!account) return fault(401, 10000, 'Authentication error')
  const { from = '', recipients = [], mime_message: mime } = JSON.parse(visit.body) as Request
  const [to] = recipients
  if (!to || !mime) return fault(400, 10001, 'recipients and mime_message are wanted')
  if (isRefused(to)) {
    return envelope(true, { delivered: [], permanent_bounces: [to], queued: [] })
  }
  const raw = Buffer.from(mime, 'utf8')
  const ref = /^x-warren-ref:\s*(\S+)/im.exec(mime)?.[1] ?? null
  await providers.takeRaw(raw, { provider: 'cloudflare', account, id: random(24), ref, from, to })
  return envelope(true, { delivered: [to], permanent_bounces: [], queued: [] })
}
