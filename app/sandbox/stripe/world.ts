import { join } from 'node:path'
import { Account, type Entry } from '#sandbox/stripe/account'
import { buildEndpoint } from '#sandbox/stripe/objects/endpoint'
import { EventBook } from '#sandbox/stripe/event_book'
import { Journal } from '#sandbox/journal'
import { WebhookDeliveries } from '#sandbox/stripe/webhook_deliveries'
import type { Control } from '#sandbox/control'

/** The account that Warren uses while it has no keys of its own. */
export const PRESET = { key: 'sk_test_sandbox', secret: 'whsec_sandbox' }

export interface WorldOptions {
  home: string
  /** Port of the application that the preset endpoint leads to. */
  appPort: number
  control: Control
  /** Base of the hosted pages, e.g. `http://127.0.0.1:3334`. */
  url: () => string
}

/** Every account of the stand-in, its events and where they go. */
export class World {
  readonly deliveries: WebhookDeliveries
  readonly events: EventBook
  readonly control: Control
  readonly url: () => string
  #accounts = new Map<string, Account>()
  #owners = new Map<string, Account>()
  #journal: Journal<Entry>

  constructor(options: WorldOptions) {
    this.control = options.control
    this.url = options.url
    this.#journal = new Journal(join(options.home, 'stripe.jsonl'))
    this.deliveries = new WebhookDeliveries(options.control, join(options.home, 'deliveries.json'))
    this.events = new EventBook(options.control, this.deliveries)
    this.#restore()
    this.#leadTo(`http://127.0.0.1:${options.appPort}/webhooks/stripe/install`)
    this.deliveries.resume((key) => this.account(key))
  }

  get accounts(): Iterable<Account> {
    return this.#accounts.values()
  }

  account(key: string): Account {
    let account = this.#accounts.get(key)
    if (!account) {
      account = new Account(key, (entry) => this.#journal.append(entry))
      this.#accounts.set(key, account)
    }
    return account
  }

  /** The account that a checkout session belongs to. */
  owner(sessionId: string): Account | undefined {
    const known = this.#owners.get(sessionId)
    if (known) return known
    for (const account of this.accounts) {
      if (!account.collections.session.has(sessionId)) continue
      this.#owners.set(sessionId, account)
      return account
    }
    return undefined
  }

  /** An endpoint with a secret that the caller chose; one per account and address. */
  preset(key: string, url: string, secret: string) {
    const { endpoint, secret: secrets } = this.account(key).collections
    const existing = [...endpoint].find((one) => one.url === url)
    const made = existing ?? buildEndpoint({ url, enabledEvents: ['*'] }, this.control.now())
    if (!existing) endpoint.put(made)
    if (secrets.get(made.id)?.secret !== secret) secrets.put({ id: made.id, secret })
    return made
  }

  async close(): Promise<void> {
    this.deliveries.close()
    await this.#journal.close()
  }

  /** The preset endpoint follows the application to another port. */
  #leadTo(url: string): void {
    const account = this.account(PRESET.key)
    for (const { id, secret } of [...account.collections.secret]) {
      if (secret !== PRESET.secret || account.collections.endpoint.get(id)?.url === url) continue
      account.forget('endpoint', id)
      account.forget('secret', id)
    }
    this.preset(PRESET.key, url, PRESET.secret)
  }

  /** Reads the last run, and writes it back without what was overwritten since. */
  #restore(): void {
    const entries = this.#journal.read()
    for (const entry of entries) this.account(entry.account).restore(entry)
    if (entries.length) this.#journal.rewrite(this.#state())
  }

  *#state(): Iterable<Entry> {
    for (const account of this.accounts) {
      for (const [kind, items] of Object.entries(account.collections)) {
        for (const put of items) yield { account: account.key, kind: kind as Entry['kind'], put }
      }
    }
  }
}
