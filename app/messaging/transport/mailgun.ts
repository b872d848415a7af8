import { randomBytes } from 'node:crypto'
import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import { answered, ProviderApi, refusalOf } from '#messaging/transport/http_provider'

const ORIGINS: Record<string, string> = {
  us: 'https://api.mailgun.net',
  eu: 'https://api.eu.mailgun.net',
}
const KNOWN_AFTER_MS = 120_000

/** Mailgun: one whole message per call, with its Message-ID, which is also Mailgun's id for it. */
export class MailgunAdapter implements MailAdapter {
  readonly batchSize = 1
  readonly takesRaw = true
  readonly #api: ProviderApi
  readonly #auth: string
  readonly #path: string

  constructor(
    { settings, secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    const origin = ORIGINS[String(settings.region)] ?? ORIGINS.us
    this.#api = new ProviderApi('mailgun', origin, secrets.apiKey, concurrency)
    this.#auth = `Basic ${Buffer.from(`api:${secrets.apiKey}`).toString('base64')}`
    this.#path = `/v3/${encodeURIComponent(String(settings.domain))}`
  }

  async send(messages: OutgoingMessage[]): Promise<SendResult[]> {
    const results: SendResult[] = []
    for (const message of messages) {
      results.push(...(await answered([message], async () => [await this.#sendOne(message)])))
    }
    return results
  }

  async lookUp({ messageId, since }: { messageId: string; since: Date }) {
    const query = new URLSearchParams({
      'message-id': messageId.replace(/[<>]/g, ''),
      'limit': '1',
    })
    const path = `${this.#path}/events?${query}`
    const answer = await this.#api
      .request('GET', path, { authorization: this.#auth })
      .catch(() => null)
    if (answer?.status !== 200) return 'unknown'
    if ((answer.body as { items?: unknown[] }).items?.length) return 'taken'
    return Date.now() - since.getTime() > KNOWN_AFTER_MS ? 'not taken' : 'unknown'
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  async #sendOne(message: OutgoingMessage): Promise<SendResult> {
    const boundary = `warren-${randomBytes(16).toString('hex')}`
    const field = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const head =
      field('to', message.to.address) +
      field('v:ref', message.ref) +
      field('o:tag', message.purpose) +
      // Links and opens are counted by the house itself.
      field('o:tracking', 'no') +
      `--${boundary}\r\nContent-Disposition: form-data; name="message"; filename="message.eml"\r\n` +
      'Content-Type: message/rfc822\r\n\r\n'
    const body = Buffer.concat([
      Buffer.from(head),
      message.raw(),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const answer = await this.#api.request(
      'POST',
      `${this.#path}/messages.mime`,
      {
        'authorization': this.#auth,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body
    )
    const { id = null, message: said } = answer.body as { id?: string; message?: string }
    if (answer.status === 200) return { kind: 'accepted', providerId: id, reply: said ?? 'Queued' }
    const refusal = refusalOf(answer, said)
    const isAddress = /not a valid address/i.test(said ?? '')
    return refusal.kind === 'refused' ? { ...refusal, isAddress } : refusal
  }
}

export const makeMailgunAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new MailgunAdapter(account, account.maxConnections)
