import { setTimeout as wait } from 'node:timers/promises'
import type { Control } from '#sandbox/control'
import type { Answer, Visit } from '#sandbox/http'
import type { Mailbox, Message } from '#sandbox/mail/mailbox'

export const PROVIDERS = ['ses', 'postmark', 'mailgun', 'sendgrid', 'resend', 'cloudflare'] as const
export type ProviderName = (typeof PROVIDERS)[number]

export const isMailProvider = (path: string): boolean =>
  new RegExp(`^/(${PROVIDERS.join('|')})/`).test(path)

/** A mail that a provider took, for the events that it will have. */
export type TakenMail = {
  provider: ProviderName
  /** The key that it came with: whose account it is. */
  account: string
  /** The provider's own id. */
  id: string
  /** What was given as tag or metadata; null without. */
  ref: string | null
  messageId: string | null
  from: string
  to: string
  takenAt: string
}

/** A mail in the parts that most of them are sent. */
export type Parts = {
  from: string
  to: string
  subject: string
  html?: string | null
  text?: string | null
  headers?: Record<string, string>
}

const KEPT = 20_000

/** Addresses that a provider refuses at once, as one that it knows to be dead. */
export const isRefused = (address: string): boolean => /^(reject|inactive)[^@]*@/i.test(address)

/** The senders' side of mail providers: what they took, and what goes wrong on purpose. */
export class MailProviders {
  /** Oldest first. */
  readonly taken: TakenMail[] = []
  readonly #listeners: ((mail: TakenMail) => void)[] = []

  constructor(
    readonly mailbox: Mailbox,
    readonly control: Control
  ) {}

  /** Called with every mail that is taken. */
  onTaken(listener: (mail: TakenMail) => void): void {
    this.#listeners.push(listener)
  }

  /** Puts a whole message (RFC 5322) into the mailbox. */
  async takeRaw(raw: Buffer, mail: Omit<TakenMail, 'takenAt' | 'messageId'>): Promise<TakenMail> {
    const message = await this.mailbox.receive(raw, { from: mail.from, to: [mail.to] })
    return this.#remember(mail, message)
  }

  /** Puts a mail that came in parts into the mailbox. */
  takeParts(
    parts: Parts,
    mail: Omit<TakenMail, 'takenAt' | 'messageId' | 'from' | 'to'>
  ): TakenMail {
    const headers: Record<string, string> = { from: parts.from, to: parts.to }
    for (const [name, value] of Object.entries(parts.headers ?? {})) {
      headers[name.toLowerCase()] = value
    }
    const { subject, html = null, text = null } = parts
    const [from, to] = [bare(parts.from), bare(parts.to)]
    const message = this.mailbox.add({ from, to: [to], subject, html, text, headers })
    return this.#remember({ ...mail, from, to }, message)
  }

  find(test: (mail: TakenMail) => boolean): TakenMail[] {
    return this.taken.filter(test)
  }

  /** Answers a request with what the handler says, unless the knobs say otherwise. */
  async serve(handle: () => Answer | Promise<Answer>, fault: (status: number) => Answer) {
    const { delayMs } = this.control.knobs.mail
    if (delayMs > 0) await wait(delayMs)
    if (this.control.spendMail('throttleNext')) {
      const answer = fault(429)
      return { ...answer, headers: { ...answer.headers, 'retry-after': '2' } }
    }
    if (this.control.spendMail('failNext')) return fault(500)
    const answer = await handle()
    return this.control.spendMail('cutNext') ? { ...answer, cut: true } : answer
  }

  #remember(mail: Omit<TakenMail, 'takenAt' | 'messageId'>, message: Message): TakenMail {
    const taken: TakenMail = {
      ...mail,
      messageId: message.headers['message-id'] ?? null,
      takenAt: message.receivedAt,
    }
    this.taken.push(taken)
    if (this.taken.length > KEPT) this.taken.splice(0, this.taken.length - KEPT)
    for (const listener of this.#listeners) listener(taken)
    return taken
  }
}

/** The address alone of `Ada <ada@client.test>`. */
export function bare(address: string): string {
  return /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address.trim()
}

/** What stands behind a scheme in the Authorization header; empty without. */
export function bearer({ headers }: Visit): string {
  return /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}
