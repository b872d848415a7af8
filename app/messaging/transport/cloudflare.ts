import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import { answered, ProviderApi, refusalOf } from '#messaging/transport/http_provider'

const ORIGIN = 'https://api.cloudflare.com'

type Told = {
  success?: boolean
  errors?: { code: number; message: string }[]
  result?: { delivered?: string[]; permanent_bounces?: string[]; queued?: string[] } | null
}

/** Cloudflare Email Sending: one whole message per call. It gives no id of its own; our Message-ID is what there is. */
export class CloudflareAdapter implements MailAdapter {
  readonly batchSize = 1
  readonly takesRaw = true
  readonly #api: ProviderApi
  readonly #headers: Record<string, string>
  readonly #path: string

  constructor(
    { settings, secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    this.#api = new ProviderApi('cloudflare', ORIGIN, secrets.apiToken, concurrency)
    this.#headers = {
      'content-type': 'application/json',
      'authorization': `Bearer ${secrets.apiToken}`,
    }
    const accountId = encodeURIComponent(String(settings.accountId))
    this.#path = `/client/v4/accounts/${accountId}/email/sending/send_raw`
  }

  async send(messages: OutgoingMessage[]): Promise<SendResult[]> {
    const results: SendResult[] = []
    for (const message of messages) {
      results.push(...(await answered([message], async () => [await this.#sendOne(message)])))
    }
    return results
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  async #sendOne(message: OutgoingMessage): Promise<SendResult> {
    const body = JSON.stringify({
      from: message.envelopeFrom,
      recipients: [message.to.address],
      mime_message: message.raw().toString('utf8'),
    })
    const answer = await this.#api.request('POST', this.#path, this.#headers, body)
    const { success, errors = [], result } = answer.body as Told
    const said = errors.map(({ code, message: text }) => `${code} ${text}`).join('; ') || undefined
    if (answer.status >= 300 || !success) return refusalOf(answer, said)
    if (result?.permanent_bounces?.length) {
      return { kind: 'refused', isAddress: true, code: '5.1.1', reply: 'permanent bounce' }
    }
    const reply = result?.queued?.length ? 'queued' : 'delivered'
    return { kind: 'accepted', providerId: null, reply }
  }
}

export const makeCloudflareAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new CloudflareAdapter(account, account.maxConnections)
