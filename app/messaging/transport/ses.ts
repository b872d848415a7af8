import type {
  AccountSettings,
  MailAdapter,
  OutgoingMessage,
  SendResult,
} from '#messaging/transport/contract'
import {
  answered,
  ProviderApi,
  refusalOf,
  tagOf,
  type ApiAnswer,
} from '#messaging/transport/http_provider'
import { signAws, type AwsKeys } from '#messaging/transport/sigv4'

const PATH = '/v2/email/outbound-emails'
/** The account's fault, not the mail's: another account may do it. */
const NOT_THIS_ACCOUNT =
  /AccountSuspended|SendingPaused|MailFromDomainNotVerified|NotFound|AccessDenied|Signature|UnrecognizedClient|InvalidClientToken|ExpiredToken/
const TOO_MUCH = /TooManyRequests|LimitExceeded|Throttling/

/** Amazon SES, API v2, with whole messages. SES gives mails a Message-ID of its own; ours goes along as a tag and a header. */
export class SesAdapter implements MailAdapter {
  readonly batchSize = 1
  readonly takesRaw = true
  readonly #api: ProviderApi
  readonly #keys: AwsKeys
  readonly #region: string
  readonly #configurationSet: string | null

  constructor(
    { settings, secrets }: AccountSettings,
    readonly concurrency: number
  ) {
    this.#region = String(settings.region)
    this.#configurationSet = settings.configurationSet ? String(settings.configurationSet) : null
    this.#keys = {
      accessKeyId: String(settings.accessKeyId),
      secretAccessKey: secrets.secretAccessKey,
    }
    this.#api = new ProviderApi(
      'ses',
      `https://${this.#host}`,
      secrets.secretAccessKey,
      concurrency
    )
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

  get #host(): string {
    return `email.${this.#region}.amazonaws.com`
  }

  async #sendOne(message: OutgoingMessage): Promise<SendResult> {
    const body = JSON.stringify({
      FromEmailAddress: message.from.address,
      Destination: { ToAddresses: [message.to.address] },
      Content: { Raw: { Data: message.raw().toString('base64') } },
      EmailTags: [
        { Name: 'ref', Value: tagOf(message.ref) },
        { Name: 'purpose', Value: message.purpose },
      ],
      ...(this.#configurationSet ? { ConfigurationSetName: this.#configurationSet } : {}),
    })
    const request = { method: 'POST', host: this.#host, path: PATH, region: this.#region }
    const headers = signAws({ ...request, service: 'ses', body }, this.#keys, new Date())
    const answer = await this.#api.request('POST', PATH, headers, body)
    if (answer.status === 200) {
      const { MessageId: providerId = null } = answer.body as { MessageId?: string }
      return { kind: 'accepted', providerId, reply: 'OK' }
    }
    return readFault(answer)
  }
}

function readFault(answer: ApiAnswer): SendResult {
  const header = answer.headers['x-amzn-errortype']
  const type = (typeof header === 'string' ? header : '').split(':')[0]
  const { message = '' } = answer.body as { message?: string }
  const reply = `${type} ${message}`.trim().slice(0, 500)
  if (NOT_THIS_ACCOUNT.test(type) || /not verified/i.test(message))
    return { kind: 'unreachable', reply }
  if (TOO_MUCH.test(type)) {
    // The day's quota does not come back within seconds.
    const retryAfterSeconds = /daily|quota/i.test(message) ? 3600 : 1
    return { kind: 'deferred', scope: 'account', code: type, reply, retryAfterSeconds }
  }
  if (type === 'MessageRejected' && /suppression list/i.test(message)) {
    return { kind: 'refused', isAddress: true, code: type, reply }
  }
  return refusalOf(answer, reply)
}

export const makeSesAdapter = async (account: AccountSettings): Promise<MailAdapter> =>
  new SesAdapter(account, account.maxConnections)
