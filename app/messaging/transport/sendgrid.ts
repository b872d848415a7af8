import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import { answered, ProviderApi, refusalOf } from '#messaging/transport/http_provider'

const ORIGINS: Record<string, string> = {
  global: 'https://api.sendgrid.com',
  eu: 'https://api.eu.sendgrid.com',
}

type Faults = { errors?: { message: string; field: string | null }[] }

/** Twilio SendGrid, one mail per call: what differs from reader to reader is more than its substitutions can do. */
export class SendgridAdapter implements MailAdapter {
  readonly batchSize = 1
  readonly takesRaw = false
  readonly #api: ProviderApi
  readonly #headers: Record<string, string>

  constructor(
    { settings, secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    const origin = ORIGINS[String(settings.region)] ?? ORIGINS.global
    this.#api = new ProviderApi('sendgrid', origin, secrets.apiKey, concurrency)
    this.#headers = {
      'content-type': 'application/json',
      'authorization': `Bearer ${secrets.apiKey}`,
    }
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
    const body = JSON.stringify(emailOf(message))
    const answer = await this.#api.request('POST', '/v3/mail/send', this.#headers, body)
    if (answer.status === 202 || answer.status === 200) {
      const id = answer.headers['x-message-id']
      return { kind: 'accepted', providerId: typeof id === 'string' ? id : null, reply: '202' }
    }
    const [fault] = (answer.body as Faults).errors ?? []
    const refusal = refusalOf(answer, fault?.message)
    const isAddress =
      /^personalizations\.\d+\.to/.test(fault?.field ?? '') && /valid/i.test(fault?.message ?? '')
    return refusal.kind === 'refused' ? { ...refusal, isAddress } : refusal
  }
}

function emailOf(message: OutgoingMessage) {
  const person = ({ address, name }: { address: string; name?: string | null }) => ({
    email: address,
    ...(name ? { name } : {}),
  })
  return {
    personalizations: [{ to: [person(message.to)], custom_args: { ref: message.ref } }],
    from: person(message.from),
    ...(message.replyTo ? { reply_to: { email: message.replyTo } } : {}),
    subject: message.subject,
    content: [
      { type: 'text/plain', value: message.text },
      // An empty part is refused.
      ...(message.html ? [{ type: 'text/html', value: message.html }] : []),
    ],
    headers: { ...message.headers, 'Message-ID': message.messageId },
    // Links, opens and unsubscribing are the house's own.
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
    ...(message.attachments?.length
      ? {
          attachments: message.attachments.map(({ name, type, content }) => ({
            filename: name,
            type,
            content: content.toString('base64'),
          })),
        }
      : {}),
  }
}

export const makeSendgridAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new SendgridAdapter(account, account.maxConnections)
