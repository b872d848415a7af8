import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { LRUCache } from 'lru-cache'
import Stripe from 'stripe'
import { sandbox } from '#config/app'
import env from '#start/env'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import ProviderAccount from '#identity/models/provider_account'

/** Key of the install's own account, where organizations without keys are paid. */
export const INSTALL = 'install'

const API_VERSION = '2026-10-28.endive'
const TIMEOUT_MS = 10_000
const SANDBOX_KEY = 'sk_test_sandbox'
const SANDBOX_SECRET = 'whsec_sandbox'
const clients = new LRUCache<string, Stripe>({ max: 500 })
const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 64 })
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 64 })

/** A Stripe account that money goes to: an organization's own, or the install's. */
export class StripeAccount {
  private constructor(
    /** In the address of its webhook: `install`, or the id of the connected account. */
    readonly key: string,
    /** Owner; null for the install's, which serves every organization. */
    readonly organizationId: string | null,
    private readonly secretKey: string,
    /** Secrets that its webhooks may be signed with; several while one is rotated. */
    readonly webhookSecrets: string[]
  ) {}

  /** The account that an organization is paid through. Throws a Refusal when there is none. */
  static async forOrganization(organizationId: string): Promise<StripeAccount> {
    const own = await Tenant.run(organizationId, () =>
      ProviderAccount.activeFor(organizationId, 'stripe')
    )
    const account = own ? StripeAccount.of(own) : StripeAccount.install()
    if (!account) {
      throw new Refusal('Payments are not set up yet. Connect Stripe in the settings.', {
        code: 'E_PAYMENTS_NOT_SET_UP',
        status: 503,
      })
    }
    return account
  }

  /** The account of a webhook's address, a disconnected one too; null for an unknown one. */
  static async byKey(key: string): Promise<StripeAccount | null> {
    if (key === INSTALL) return StripeAccount.install()
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)) return null
    const own = await Tenant.unscoped('receipt routing', () =>
      ProviderAccount.query().where({ id: key, provider: 'stripe' }).first()
    )
    return own ? StripeAccount.of(own) : null
  }

  static of(account: ProviderAccount): StripeAccount {
    return new StripeAccount(
      account.id,
      account.organizationId,
      account.plainSecrets.secretKey,
      account.webhookSecrets()
    )
  }

  /** The install's keys, or the sandbox's while it stands in for them. */
  static install(): StripeAccount | null {
    const key = env.get('STRIPE_SECRET_KEY')
    if (key) {
      const secret = env.get('STRIPE_WEBHOOK_SECRET')
      return new StripeAccount(INSTALL, null, key, secret ? [secret] : [])
    }
    return sandbox.on ? new StripeAccount(INSTALL, null, SANDBOX_KEY, [SANDBOX_SECRET]) : null
  }

  get isLive(): boolean {
    return this.secretKey.includes('_live_')
  }

  /** One client per key and address, with its connections kept open. */
  get client(): Stripe {
    const name = `${this.secretKey} ${sandbox.port}`
    let client = clients.get(name)
    if (!client) {
      client = new Stripe(this.secretKey, {
        apiVersion: API_VERSION,
        maxNetworkRetries: 2,
        timeout: TIMEOUT_MS,
        telemetry: false,
        ...this.#address(),
      })
      clients.set(name, client)
    }
    return client
  }

  /** Keys of the sandbox never leave this machine. */
  #address() {
    if (!sandbox.on || !this.secretKey.startsWith(SANDBOX_KEY)) return { httpAgent: httpsAgent }
    return { host: '127.0.0.1', port: sandbox.port, protocol: 'http' as const, httpAgent }
  }
}
