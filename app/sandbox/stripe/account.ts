import type Stripe from 'stripe'
import { Collection } from '#sandbox/stripe/collection'
import { accountId } from '#sandbox/stripe/ids'

/** What a checkout session needs to know and Stripe's object does not say. */
export interface CheckoutState {
  id: string
  lineItems: Stripe.LineItem[]
  intentMetadata: Record<string, string>
  intentDescription: string | null
  receiptEmail: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  statementSuffix: string | null
  /** Names the payer typed before a 3-D Secure page, to be used after it. */
  challenge: { card: string; email: string; name: string } | null
  /** By the moved clock, in seconds: when a delayed method settles. */
  settlesAt: number | null
}

/** The first answer to an idempotency key, given again to each repeat. */
export interface RememberedAnswer {
  id: string
  created: number
  /** Method, path and body as they came. */
  fingerprint: string
  status: number
  body: string
  requestId: string
}

type Kinds = {
  customer: Stripe.Customer
  session: Stripe.Checkout.Session
  checkout: CheckoutState
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  charge: Stripe.Charge
  transaction: Stripe.BalanceTransaction
  refund: Stripe.Refund
  event: Stripe.Event
  endpoint: Stripe.WebhookEndpoint
  secret: { id: string; secret: string }
  answer: RememberedAnswer
}
export type Kind = keyof Kinds

export type Entry =
  | { account: string; kind: Kind; put: { id: string } }
  | { account: string; kind: Kind; delete: string }

/** Everything one Stripe account holds. */
export class Account {
  readonly id: string
  readonly collections: { [K in Kind]: Collection<Kinds[K]> }

  constructor(
    public readonly key: string,
    private record: (entry: Entry) => void
  ) {
    this.id = accountId(key)
    const of = <K extends Kind>(kind: K) =>
      new Collection<Kinds[K]>((item) => this.record({ account: this.key, kind, put: item }))
    this.collections = {
      customer: of('customer'),
      session: of('session'),
      checkout: of('checkout'),
      intent: of('intent'),
      method: of('method'),
      charge: of('charge'),
      transaction: of('transaction'),
      refund: of('refund'),
      event: of('event'),
      endpoint: of('endpoint'),
      secret: of('secret'),
      answer: of('answer'),
    }
  }

  forget(kind: Kind, id: string): void {
    this.collections[kind].delete(id)
    this.record({ account: this.key, kind, delete: id })
  }

  /** Takes back an entry of an earlier run. */
  restore(entry: Entry): void {
    // The journal holds what put() wrote, so kind and item belong together.
    const collection = this.collections[entry.kind] as unknown as Collection<{ id: string }>
    if ('put' in entry) collection.restore(entry.put)
    else collection.delete(entry.delete)
  }
}
