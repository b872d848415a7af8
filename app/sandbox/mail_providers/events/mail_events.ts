import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Control } from '#sandbox/control'
import { type Answer, HttpProblem, json, jsonBody, type Visit } from '#sandbox/http'
import { EventDeliveries } from '#sandbox/mail_providers/events/deliveries'
import {
  type Fate,
  fatesOf,
  mailgunEvent,
  postmarkEvent,
  resendEvent,
  sendgridEvent,
  sesEvent,
} from '#sandbox/mail_providers/events/shapes'
import {
  sendgridKeys,
  type Signed,
  signMailgun,
  signPostmark,
  signResend,
  signSendgrid,
  SnsSigner,
  topicOf,
} from '#sandbox/mail_providers/events/signers'
import type { MailProviders, TakenMail } from '#sandbox/mail_providers/providers'

const TELLING = ['ses', 'postmark', 'mailgun', 'sendgrid', 'resend'] as const
type Telling = (typeof TELLING)[number]

/** Where a provider account's events go. */
type Endpoint = {
  provider: Telling
  /** The key that its mails come with. */
  account: string
  url: string
  /** What signs: a password, a signing key, or a private key. */
  secret: string
  topicArn: string
  /** SNS sends nothing before it is confirmed. */
  confirmed: boolean
}

const SOON_MS = 150
/** SendGrid gathers events. */
const GATHER_MS = 100

/** The events' side of mail providers: tells an account's webhook what became of each mail, and again until it is heard. */
export class MailEvents {
  readonly #endpoints = new Map<string, Endpoint>()
  readonly #deliveries: EventDeliveries
  readonly #gathered = new Map<Endpoint, object[]>()
  readonly #file: string
  #sns: SnsSigner | null = null

  constructor(
    providers: MailProviders,
    control: Control,
    { home, url }: { home: string; url: () => string }
  ) {
    this.#deliveries = new EventDeliveries(control)
    this.#file = join(home, 'mail_endpoints.json')
    this.url = url
    if (existsSync(this.#file)) {
      const saved = JSON.parse(readFileSync(this.#file, 'utf8')) as Endpoint[]
      for (const one of saved) this.#endpoints.set(`${one.provider} ${one.account}`, one)
    }
    providers.onTaken((mail) => this.#follow(mail))
  }

  private readonly url: () => string

  /** Answers /mail-events/…; null for other paths. */
  answer(visit: Visit): Answer | null {
    const { method, path, query } = visit
    if (!path.startsWith('/mail-events/')) return null
    const route = `${method} ${path}`
    if (route === 'GET /mail-events/sns.pem') {
      return {
        status: 200,
        headers: { 'content-type': 'application/x-pem-file' },
        body: this.#signer.pem,
      }
    }
    if (route === 'GET /mail-events/confirmations') return this.#confirm(query.get('account') ?? '')
    if (route === 'POST /mail-events/endpoints') return this.#register(jsonBody(visit.body))
    throw new HttpProblem(404, 'There is nothing here.')
  }

  close(): void {
    this.#deliveries.close()
  }

  /** Keeps where an account's events go. Answers with what its owner checks them by. */
  #register(given: Record<string, unknown>): Answer {
    const { provider, account, url, secret, region } = given
    const isKnown = TELLING.some((name) => name === provider)
    if (!isKnown || typeof account !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
      throw new HttpProblem(422, 'provider, account and url are wanted.')
    }
    const keys = secretsFor(provider as Telling, typeof secret === 'string' ? secret : '')
    const endpoint: Endpoint = {
      provider: provider as Telling,
      ...{ account, url, secret: keys.signs },
      topicArn: topicOf(account, typeof region === 'string' ? region : undefined),
      confirmed: provider !== 'ses',
    }
    this.#endpoints.set(`${provider} ${account}`, endpoint)
    this.#save()
    if (provider === 'ses') this.#askToConfirm(endpoint)
    return json({ secret: keys.checks })
  }

  #confirm(account: string): Answer {
    const endpoint = this.#endpoints.get(`ses ${account}`)
    if (!endpoint) throw new HttpProblem(404, 'There is no such subscription.')
    endpoint.confirmed = true
    this.#save()
    return json({ confirmed: true })
  }

  #askToConfirm(endpoint: Endpoint): void {
    const account = encodeURIComponent(endpoint.account)
    const fields = {
      Type: 'SubscriptionConfirmation',
      MessageId: randomUUID(),
      Token: randomBytes(32).toString('hex'),
      TopicArn: endpoint.topicArn,
      Message: 'You have chosen to subscribe to the topic.',
      SubscribeURL: `${this.url()}/mail-events/confirmations?account=${account}`,
      Timestamp: new Date().toISOString(),
    }
    this.#deliveries.send(endpoint.url, () => this.#signer.sign(fields, this.#certificateUrl), {
      exactly: true,
    })
  }

  #follow(mail: TakenMail): void {
    const endpoint = this.#endpoints.get(`${mail.provider} ${mail.account}`)
    if (!endpoint) return
    fatesOf(mail.to).forEach((fate, at) => {
      setTimeout(() => this.#tell(endpoint, fate, mail), SOON_MS * (at + 1)).unref()
    })
  }

  #tell(endpoint: Endpoint, fate: Fate, mail: TakenMail): void {
    if (!endpoint.confirmed) return
    if (endpoint.provider === 'sendgrid') return this.#gather(endpoint, sendgridEvent(fate, mail))
    this.#deliveries.send(endpoint.url, this.#signing(endpoint, fate, mail))
  }

  /** Signs anew for each attempt where the provider does; ids stay. */
  #signing({ provider, secret, topicArn }: Endpoint, fate: Fate, mail: TakenMail): () => Signed {
    if (provider === 'postmark') {
      const body = JSON.stringify(postmarkEvent(fate, mail))
      return () => signPostmark(body, secret)
    }
    if (provider === 'mailgun') {
      const signed = signMailgun(mailgunEvent(fate, mail), secret)
      return () => signed
    }
    if (provider === 'resend') {
      const body = JSON.stringify(resendEvent(fate, mail))
      const id = `msg_${randomBytes(14).toString('hex')}`
      return () => signResend(body, secret, { id })
    }
    const fields = {
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: topicArn,
      Message: JSON.stringify(sesEvent(fate, mail)),
      Timestamp: new Date().toISOString(),
    }
    return () => this.#signer.sign(fields, this.#certificateUrl)
  }

  #gather(endpoint: Endpoint, event: object): void {
    const gathered = this.#gathered.get(endpoint)
    if (gathered) return void gathered.push(event)
    this.#gathered.set(endpoint, [event])
    setTimeout(() => {
      const body = JSON.stringify(this.#gathered.get(endpoint))
      this.#gathered.delete(endpoint)
      this.#deliveries.send(endpoint.url, () => signSendgrid(body, endpoint.secret))
    }, GATHER_MS).unref()
  }

  #save(): void {
    writeFileSync(this.#file, JSON.stringify([...this.#endpoints.values()]))
  }

  get #signer(): SnsSigner {
    return (this.#sns ??= new SnsSigner())
  }

  get #certificateUrl(): string {
    return `${this.url()}/mail-events/sns.pem`
  }
}

/** What signs and what checks: the same, but for a pair of keys. */
function secretsFor(provider: Telling, given: string): { signs: string; checks: string } {
  if (provider === 'sendgrid') {
    const { privateKey, publicKey } = sendgridKeys()
    return { signs: privateKey, checks: publicKey }
  }
  const fresh = randomBytes(24).toString('base64')
  const secret = given || (provider === 'resend' ? `whsec_${fresh}` : fresh)
  return { signs: secret, checks: secret }
}
