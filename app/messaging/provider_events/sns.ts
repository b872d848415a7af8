import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { sandbox } from '#config/app'
import { guardedFetch } from '#core/http/guarded_fetch'
import { ForgedWebhook, objectOf } from '#messaging/provider_events/webhook'

/** A message of Amazon SNS whose signature was checked. */
export type SnsMessage = {
  type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'
  messageId: string
  topicArn: string
  timestamp: string
  message: string
  subscribeUrl: string | null
}

/** Asks an address of Amazon for its text. Throws when it does not answer 200. */
export type SnsFetch = (url: string) => Promise<string>

const SIGNED: Record<SnsMessage['type'], string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'], // prettier-ignore
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'], // prettier-ignore
}
const AMAZON = /^sns\.([a-z0-9-]{4,30})\.amazonaws\.com(\.cn)?$/
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9a-zA-Z]{16,64}\.pem$/
const MOST_CERTIFICATES = 20

/** What other machines of Amazon's tell, and nobody else's: checks signatures, confirms subscriptions. */
export class Sns {
  readonly #keys = new Map<string, Promise<ReturnType<typeof createPublicKey>>>()

  constructor(private fetchText: SnsFetch = fetchOfAmazon) {}

  /** Checks a body of SNS. Throws ForgedWebhook; what the network says where a certificate cannot be had. */
  async read(raw: string): Promise<SnsMessage> {
    const body = objectOf(raw)
    const fields = SIGNED[body.Type as SnsMessage['type']]
    if (!fields || typeof body.TopicArn !== 'string') throw new ForgedWebhook()
    const text = fields
      .filter((name) => body[name] !== undefined && body[name] !== null)
      .map((name) => `${name}\n${body[name]}\n`)
      .join('')
    const url = this.#certificateUrl(body.SigningCertURL, body.TopicArn)
    const algorithm = body.SignatureVersion === '2' ? 'sha256' : 'sha1'
    const signature = Buffer.from(String(body.Signature ?? ''), 'base64')
    if (!verify(algorithm, Buffer.from(text), await this.#keyAt(url), signature)) {
      throw new ForgedWebhook()
    }
    return {
      type: body.Type,
      messageId: String(body.MessageId),
      topicArn: body.TopicArn,
      timestamp: String(body.Timestamp),
      message: String(body.Message ?? ''),
      subscribeUrl: body.SubscribeURL ?? null,
    }
  }

  /** Tells Amazon that its messages are wanted here. */
  async confirm({ subscribeUrl, topicArn }: SnsMessage): Promise<void> {
    if (!subscribeUrl || !isOfAmazon(subscribeUrl, topicArn)) throw new ForgedWebhook()
    await this.fetchText(subscribeUrl)
  }

  #certificateUrl(given: unknown, topicArn: string): string {
    const url = String(given ?? '')
    if (!isOfAmazon(url, topicArn)) throw new ForgedWebhook()
    if (!isOfSandbox(url) && !CERTIFICATE_PATH.test(new URL(url).pathname))
      throw new ForgedWebhook()
    return url
  }

  #keyAt(url: string) {
    const known = this.#keys.get(url)
    if (known) return known
    if (this.#keys.size >= MOST_CERTIFICATES) this.#keys.clear()
    const key = this.fetchText(url).then(keyOf)
    this.#keys.set(url, key)
    // What could not be had once may be had the next time.
    key.catch(() => this.#keys.delete(url))
    return key
  }
}

/** The key of a certificate that holds now. */
function keyOf(pem: string) {
  if (!pem.includes('BEGIN CERTIFICATE')) return createPublicKey(pem)
  const certificate = new X509Certificate(pem)
  const now = Date.now()
  const holds = Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo)
  if (!holds) throw new ForgedWebhook()
  return certificate.publicKey
}

/** An address of SNS in the topic's own region, by HTTPS. */
function isOfAmazon(text: string, topicArn: string): boolean {
  if (!URL.canParse(text)) return false
  if (isOfSandbox(text)) return true
  const url = new URL(text)
  const region = AMAZON.exec(url.hostname)?.[1]
  const isPlain = url.protocol === 'https:' && !url.port && !url.username
  return isPlain && region !== undefined && region === topicArn.split(':')[3]
}

/** The stand-in for Amazon, where it is on. */
const isOfSandbox = (url: string) => sandbox.on && url.startsWith(`${sandbox.url}/`)

async function fetchOfAmazon(url: string): Promise<string> {
  if (isOfSandbox(url)) return textOf(await fetch(url, { signal: AbortSignal.timeout(5000) }))
  const { status, body } = await guardedFetch(url, { timeoutMs: 5000, maxBytes: 64 * 1024 })
  if (status !== 200) throw new Error(`Amazon SNS answered ${status}`)
  return body.toString('utf8')
}

async function textOf(answer: Response): Promise<string> {
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}`)
  return answer.text()
}
