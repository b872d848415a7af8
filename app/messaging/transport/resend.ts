import { createHash } from 'node:crypto'
import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import {
  answered,
  mailboxOf,
  ProviderApi,
  refusalOf,
  tagOf,
  type ApiAnswer,
} from '#messaging/transport/http_provider'

const ORIGIN = 'https://api.resend.com'
const BATCH = 100

type Told = { data?: { id: string }[]; errors?: { index: number; message: string }[] }

/** Resend, by batches of which the good ones are taken; each call carries a key, so that its repetition sends nothing twice. */
export class ResendAdapter implements MailAdapter {
  readonly batchSize = BATCH
  readonly takesRaw = false
  readonly #api: ProviderApi
  readonly #headers: Record<string, string>

  constructor(
    { secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    this.#api = new ProviderApi('resend', ORIGIN, secrets.apiKey, concurrency)
    this.#headers = {
      'content-type': 'application/json',
      'authorization': `Bearer ${secrets.apiKey}`,
    }
  }

  /** Attachments go by the single call alone. */
  async send(messages: OutgoingMessage[]): Promise<SendResult[]> {
    const results = new Map<OutgoingMessage, SendResult>()
    const plain = messages.filter(({ attachments }) => !attachments?.length)
    const told = plain.length ? await answered(plain, () => this.#sendBatch(plain)) : []
    plain.forEach((message, at) => results.set(message, told[at]))
    for (const message of messages.filter((one) => !results.has(one))) {
      const [result] = await answered([message], async () => [await this.#sendOne(message)])
      results.set(message, result)
    }
    return messages.map((message) => results.get(message)!)
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  async #sendBatch(messages: OutgoingMessage[]): Promise<SendResult[]> {
    const answer = await this.#post('/emails/batch', messages, messages.map(emailOf))
    if (answer.status !== 200) return messages.map(() => readRefusal(answer))
    const { data = [], errors = [] } = answer.body as Told
    const faults = new Map(errors.map(({ index, message }) => [index, message]))
    // Ids stand in order, without those that were refused.
    let next = 0
    return messages.map((_, at): SendResult => {
      const fault = faults.get(at)
      if (fault !== undefined) return readFault(fault)
      const id = data[next++]?.id
      return id
        ? { kind: 'accepted', providerId: id, reply: 'OK' }
        : { kind: 'uncertain', reply: 'Resend left this mail out of its answer' }
    })
  }

  async #sendOne(message: OutgoingMessage): Promise<SendResult> {
    const email = {
      ...emailOf(message),
      attachments: message.attachments!.map(({ name, type, content }) => ({
        filename: name,
        content_type: type,
        content: content.toString('base64'),
      })),
    }
    const answer = await this.#post('/emails', [message], email)
    if (answer.status !== 200) return readRefusal(answer)
    return { kind: 'accepted', providerId: (answer.body as { id: string }).id, reply: 'OK' }
  }

  #post(path: string, messages: OutgoingMessage[], body: unknown): Promise<ApiAnswer> {
    const ids = messages.map(({ messageId }) => messageId).join(' ')
    return this.#api.request(
      'POST',
      path,
      {
        ...this.#headers,
        'x-batch-validation': 'permissive',
        'idempotency-key': createHash('sha256').update(ids).digest('hex'),
      },
      JSON.stringify(body)
    )
  }
}

function readRefusal(answer: ApiAnswer): SendResult {
  const { message } = answer.body as { message?: string }
  const refusal = refusalOf(answer, message)
  return refusal.kind === 'refused' && message ? readFault(message) : refusal
}

function readFault(reply: string): SendResult {
  return { kind: 'refused', code: '422', reply, isAddress: /invalid `?to`?/i.test(reply) }
}

function emailOf(message: OutgoingMessage) {
  return {
    from: mailboxOf(message.from),
    to: [mailboxOf(message.to)],
    ...(message.replyTo ? { reply_to: message.replyTo } : {}),
    subject: message.subject,
    html: message.html,
    text: message.text,
    headers: { ...message.headers, 'Message-ID': message.messageId },
    tags: [{ name: 'ref', value: tagOf(message.ref) }],
  }
}

export const makeResendAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new ResendAdapter(account, account.maxConnections)
