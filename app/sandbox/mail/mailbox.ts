import { join } from 'node:path'
import PostalMime from 'postal-mime'
import type { Zone } from '#sandbox/dns/zone'
import { Journal } from '#sandbox/journal'
import { checksOf, type MailCheck } from '#sandbox/mail/checks'
import { random } from '#sandbox/stripe/ids'

const KEPT = 20_000

/** One mail as it arrived. `to` are the addresses it was delivered to. */
export interface Message {
  id: string
  from: string
  to: string[]
  subject: string
  html: string | null
  text: string | null
  /** By lowercase name; of a repeated header the values, joined by a line break. */
  headers: Record<string, string>
  /** What a receiver finds when it looks the mail over. */
  checks: MailCheck[]
  receivedAt: string
}

/** Every mail the stand-in took, newest last; the oldest go when there are too many. */
export class Mailbox {
  #messages: Message[] = []
  #journal: Journal<Message>

  constructor(
    home: string,
    private readonly zone: Pick<Zone, 'resolve'>
  ) {
    this.#journal = new Journal(join(home, 'mails.jsonl'))
    const kept = this.#journal.read()
    this.#messages = kept.slice(-KEPT)
    if (kept.length > KEPT) this.#journal.rewrite(this.#messages)
  }

  get size(): number {
    return this.#messages.length
  }

  /** Parses and keeps a mail. `envelope` is what the SMTP client said. */
  async receive(raw: Buffer, envelope: { from: string; to: string[] }): Promise<Message> {
    const mail = await PostalMime.parse(raw)
    const headers: Record<string, string> = {}
    for (const { key, value } of mail.headers) {
      headers[key] = key in headers ? `${headers[key]}\n${value}` : value
    }
    const parts = {
      from: mail.from?.address ?? envelope.from,
      to: envelope.to,
      subject: mail.subject ?? '',
      html: mail.html ?? null,
      text: mail.text ?? null,
      headers,
    }
    return this.add(parts, raw)
  }

  /** Keeps a mail: whole, or come in parts and then without `raw`. */
  add(parts: Omit<Message, 'id' | 'checks' | 'receivedAt'>, raw: Buffer | null = null): Message {
    const checks = checksOf({ ...parts, raw }, this.zone)
    const message = { ...parts, checks, id: random(20), receivedAt: new Date().toISOString() }
    this.#messages.push(message)
    if (this.#messages.length > KEPT) this.#messages.splice(0, this.#messages.length - KEPT)
    this.#journal.append(message)
    return message
  }

  find(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id)
  }

  /** Newest first; `to` is a whole address, or a part of one without the @. */
  list({ to, limit = 200 }: { to?: string | null; limit?: number } = {}): Message[] {
    const wanted = to?.trim().toLowerCase()
    const found: Message[] = []
    for (let at = this.#messages.length - 1; at >= 0 && found.length < limit; at--) {
      const message = this.#messages[at]
      if (!wanted || message.to.some((address) => matches(address, wanted))) found.push(message)
    }
    return found
  }

  empty(): void {
    this.#messages = []
    this.#journal.rewrite([])
  }

  close(): Promise<void> {
    return this.#journal.close()
  }
}

function matches(address: string, wanted: string): boolean {
  const plain = address.toLowerCase()
  return wanted.includes('@') ? plain === wanted : plain.includes(wanted)
}
