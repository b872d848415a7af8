import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import { answered, mailboxOf, ProviderApi, refusalOf } from '#messaging/transport/http_provider'

const ORIGIN = 'https://api.postmarkapp.com'
/** Of one call: Postmark takes 500 mails and 50 MB. */
const BATCH = 50
/** An address that bounced or complained before, which Postmark does not write to. */
const INACTIVE = 406
/** So long after a mail was handed over, Postmark's search knows of it. */
const KNOWN_AFTER_MS = 120_000

type Told = { ErrorCode: number; Message: string; MessageID?: string }

/** Postmark, by batches; keeps our Message-ID, and can say whether a mail in doubt was taken. */
export class PostmarkAdapter implements MailAdapter {
  readonly batchSize = BATCH
  readonly takesRaw = false
  readonly #api: ProviderApi
  readonly #headers: Record<string, string>
  readonly #streams: Record<OutgoingMessage['purpose'], string>

  constructor(
    { settings, secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    this.#api = new ProviderApi('postmark', ORIGIN, secrets.serverToken, concurrency)
    this.#headers = {
      'content-type': 'application/json',
      'x-postmark-server-token': secrets.serverToken,
    }
    this.#streams = {
      marketing: String(settings.marketingStream || 'broadcast'),
      transactional: String(settings.transactionalStream || 'outbound'),
    }
  }

  send(messages: OutgoingMessage[]): Promise<SendResult[]> {
    return answered(messages, async () => {
      const body = JSON.stringify(messages.map((message) => this.#emailOf(message)))
      const answer = await this.#api.request('POST', '/email/batch', this.#headers, body)
      const told = answer.body as Told[]
      if (answer.status !== 200 || !Array.isArray(told)) {
        return messages.map(() => refusalOf(answer))
      }
      return messages.map((_, at) => readTold(told[at]))
    })
  }

  async lookUp({ ref, since }: { ref: string; since: Date }) {
    const query = new URLSearchParams({ count: '1', offset: '0', metadata_ref: ref })
    const path = `/messages/outbound?${query}`
    const answer = await this.#api.request('GET', path, this.#headers).catch(() => null)
    if (answer?.status !== 200) return 'unknown'
    if ((answer.body as { TotalCount: number }).TotalCount > 0) return 'taken'
    return Date.now() - since.getTime() > KNOWN_AFTER_MS ? 'not taken' : 'unknown'
  }

  close(): Promise<void> {
    return this.#api.close()
  }

  #emailOf(message: OutgoingMessage) {
    const headers = { ...message.headers, 'Message-ID': message.messageId, 'X-PM-KeepID': 'true' }
    return {
      From: mailboxOf(message.from),
      To: mailboxOf(message.to),
      ...(message.replyTo ? { ReplyTo: message.replyTo } : {}),
      Subject: message.subject,
      HtmlBody: message.html,
      TextBody: message.text,
      Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      Metadata: { ref: message.ref },
      MessageStream: this.#streams[message.purpose],
      // Links and opens are counted by the house itself.
      TrackOpens: false,
      TrackLinks: 'None',
      Attachments: (message.attachments ?? []).map(({ name, type, content }) => ({
        Name: name,
        ContentType: type,
        Content: content.toString('base64'),
      })),
    }
  }
}

function readTold(told: Told | undefined): SendResult {
  if (!told) return { kind: 'uncertain', reply: 'Postmark left this mail out of its answer' }
  const { ErrorCode: code, Message: reply, MessageID: providerId = null } = told
  if (code === 0) return { kind: 'accepted', providerId, reply }
  if (code === 429 || code === 100) {
    return { kind: 'deferred', scope: 'account', code: String(code), reply }
  }
  // Wrong token, unconfirmed sender, account not approved: another account may do it.
  if ([10, 400, 401, 405, 412, 413].includes(code)) return { kind: 'unreachable', reply }
  return { kind: 'refused', isAddress: code === INACTIVE, code: String(code), reply }
}

export const makePostmarkAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new PostmarkAdapter(account, account.maxConnections)
