import { json, type Answer, type Visit } from '#sandbox/http'
import { isRefused, type MailProviders } from '#sandbox/mail_providers/providers'
import { random } from '#sandbox/stripe/ids'

type Request = {
  FromEmailAddress?: string
  Destination?: { ToAddresses?: string[] }
  Content?: { Raw?: { Data?: string } }
  EmailTags?: { Name: string; Value: string }[]
}

const fault = (status: number, type: string, message: string): Answer => {
  const answer = json({ message }, status)
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } }
}

/** Amazon SES, API v2: SendEmail with a raw message. */
export function answerSes(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  if (visit.method === 'GET' && visit.path === '/v2/email/account') {
    return Promise.resolve(
      json({ SendingEnabled: true, ProductionAccessEnabled: true, SendQuota: { MaxSendRate: 14 } })
    )
  }
  if (visit.method !== 'POST' || visit.path !== '/v2/email/outbound-emails') return null
  return providers.serve(
    () => send(providers, visit),
    (status) =>
      status === 429
        ? fault(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.')
        : fault(500, 'InternalFailure', 'Something went wrong.')
  )
}

async function send(providers: MailProviders, visit: Visit): Promise<Answer> {
  const key =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/[a-z0-9-]+\/ses\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/.exec(
      visit.headers.authorization ?? ''
    )?.[1]
  if (!key) return fault(403, 'SignatureDoesNotMatch', 'The request signature does not match.')
  const request = JSON.parse(visit.body) as Request
  const to = request.Destination?.ToAddresses?.[0]
  const data = request.Content?.Raw?.Data
  if (!to || !data) return fault(400, 'BadRequestException', 'Destination and content are wanted.')
  if ((request.EmailTags ?? []).some(({ Value }) => !/^[A-Za-z0-9_-]{1,256}$/.test(Value))) {
    return fault(400, 'BadRequestException', 'Tags have letters, digits, _ and - alone.')
  }
  if (isRefused(to)) return fault(400, 'MessageRejected', 'Address is on the suppression list.')
  const id = `0102${random(12)}-${random(12)}`
  const ref = request.EmailTags?.find(({ Name }) => Name === 'ref')?.Value ?? null
  const from = request.FromEmailAddress ?? ''
  await providers.takeRaw(Buffer.from(data, 'base64'), {
    provider: 'ses',
    account: key,
    id,
    ref,
    from,
    to,
  })
  return json({ MessageId: id })
}
