import { json, type Answer, type Visit } from '#sandbox/http'
import { isRefused, type MailProviders } from '#sandbox/mail_providers/providers'

/** Mailgun: a MIME message as a form with files. */
export function answerMailgun(providers: MailProviders, visit: Visit): Promise<Answer> | null {
  const send = /^\/v3\/([^/]+)\/messages\.mime$/.exec(visit.path)
  const events = /^\/v3\/([^/]+)\/events$/.exec(visit.path)
  const isDomain = /^\/v4\/domains\/([^/]+)$/.test(visit.path)
  const [, key = ''] = Buffer.from(
    (visit.headers.authorization ?? '').replace(/^Basic /i, ''),
    'base64'
  )
    .toString()
    .split(':')
  const handle = () => {
    if (!key) return { status: 401, body: 'Forbidden' }
    if (send && visit.method === 'POST') return take(providers, visit, key)
    if (isDomain) return json({ domain: { state: 'active' } })
    const id = `<${visit.query.get('message-id') ?? ''}>`
    const items = providers
      .find((mail) => mail.provider === 'mailgun' && mail.account === key && mail.id === id)
      .map(({ to }) => ({ event: 'accepted', recipient: to }))
    return json({ items })
  }
  if (!(send && visit.method === 'POST') && !(events || isDomain)) return null
  return providers.serve(handle, (status) => json({ message: 'Try again later' }, status))
}

async function take(providers: MailProviders, visit: Visit, account: string): Promise<Answer> {
  const form = await new Response(visit.body, {
    headers: { 'content-type': String(visit.headers['content-type']) },
  }).formData()
  const to = String(form.get('to') ?? '')
  const message = form.get('message')
  if (!to || !(message instanceof Blob)) {
    return json({ message: 'to parameter is missing' }, 400)
  }
  if (isRefused(to)) return json({ message: `'to' parameter is not a valid address: ${to}` }, 400)
  const raw = Buffer.from(await message.arrayBuffer())
  const id = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString('latin1'))?.[1] ?? '<none@sandbox>'
  const ref = form.get('v:ref')
  await providers.takeRaw(raw, {
    provider: 'mailgun',
    account,
    id,
    ref: typeof ref === 'string' ? ref : null,
    from: '',
    to,
  })
  return json({ id, message: 'Queued. Thank you.' })
}
