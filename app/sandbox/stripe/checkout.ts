import type Stripe from 'stripe'
import { AUTHENTICATION_FAILED, cardFate, describeCard, type CardFate } from '#sandbox/stripe/cards'
import { buildCharge, buildOutcome } from '#sandbox/stripe/objects/charge'
import { buildCustomer } from '#sandbox/stripe/objects/customer'
import { buildIntent } from '#sandbox/stripe/objects/payment_intent'
import {
  buildCardMethod,
  buildDebitMethod,
  type Payer,
} from '#sandbox/stripe/objects/payment_method'
import { buildTransaction } from '#sandbox/stripe/objects/balance'
import { customerDetails } from '#sandbox/stripe/objects/session'
import { NOBODY, type Cause } from '#sandbox/stripe/event_book'
import type { Account, CheckoutState } from '#sandbox/stripe/account'
import type { World } from '#sandbox/stripe/world'

const SETTLES_AFTER_SECONDS = 5

export type Outcome =
  | { status: 'paid' | 'processing' | 'challenge' | 'expired' | 'closed' }
  | { status: 'declined'; code: string; declineCode: string; message: string }
type Decline = Exclude<CardFate, string>

/** One checkout session and what its payer does with it. */
export class Checkout {
  constructor(
    private world: World,
    readonly account: Account,
    readonly session: Stripe.Checkout.Session
  ) {}

  static find(world: World, id: string): Checkout | null {
    const account = world.owner(id)
    const session = account?.collections.session.get(id)
    if (!account || !session) return null
    const checkout = new Checkout(world, account, session)
    checkout.expireIfDue()
    return checkout
  }

  get state(): CheckoutState {
    return this.account.collections.checkout.get(this.session.id)!
  }

  /** Pays by card. A card that wants 3-D Secure waits for answerChallenge(). */
  payByCard(number: string, payer: Payer): Outcome {
    const closed = this.#closed()
    if (closed) return closed
    if (this.session.amount_total === 0) return this.#complete(payer, 'no_payment_required')
    const fate = cardFate(number)
    if (fate === 'challenged') {
      const { email, name } = payer
      this.#remember({ challenge: { card: number, email: email ?? '', name: name ?? '' } })
      return { status: 'challenge' }
    }
    return this.#charge(number, payer, fate === 'succeeds' ? null : fate)
  }

  answerChallenge(passed: boolean): Outcome {
    const closed = this.#closed()
    if (closed) return closed
    const challenge = this.state.challenge
    if (!challenge) return { status: 'challenge' }
    this.#remember({ challenge: null })
    const payer = { email: challenge.email || null, name: challenge.name || null }
    return this.#charge(challenge.card, payer, passed ? null : AUTHENTICATION_FAILED, passed)
  }

  /** Pays by a debit whose outcome is known later. */
  payLater(payer: Payer): Outcome {
    const closed = this.#closed()
    if (closed) return closed
    if (this.session.amount_total === 0) return this.#complete(payer, 'no_payment_required')
    const now = this.world.control.now()
    const { collections } = this.account
    const method = buildDebitMethod(this.session.currency!, payer, now)
    collections.method.put(method)
    const intent = this.#intent()
    const parts = { intent, method, created: now, authenticated: false, failure: null }
    const charge = buildCharge({ ...parts, status: 'pending' })
    collections.charge.put(charge)
    collections.intent.put({
      ...intent,
      status: 'processing',
      payment_method: method.id,
      latest_charge: charge.id,
      payment_method_types: [method.type],
    })
    this.#emit('charge.pending', charge)
    this.#emit('payment_intent.processing', collections.intent.get(intent.id)!)
    this.#remember({ settlesAt: now + SETTLES_AFTER_SECONDS })
    return this.#complete(payer, 'unpaid')
  }

  /** Decides a delayed payment. Resolves to false when none is pending. */
  settle(succeeded: boolean): boolean {
    if (this.state.settlesAt === null) return false
    this.#remember({ settlesAt: null })
    const { collections } = this.account
    const intent = collections.intent.get(this.session.payment_intent as string)!
    const charge = collections.charge.get(intent.latest_charge as string)!
    if (succeeded) this.#succeed(intent, charge)
    else {
      const message = 'The bank account has insufficient funds to complete the purchase.'
      const declineCode = 'insufficient_funds'
      this.#fail(intent, charge, {
        code: 'payment_intent_payment_attempt_failed',
        declineCode,
        message,
      })
    }
    if (succeeded) this.#update({ payment_status: 'paid' })
    const outcome = succeeded ? 'succeeded' : 'failed'
    this.#emit(`checkout.session.async_payment_${outcome}`, this.session)
    return true
  }

  /** Ends an open session. */
  expire(cause: Cause = NOBODY): Stripe.Checkout.Session {
    this.#update({ status: 'expired', url: null })
    this.#remember({ challenge: null })
    this.#emit('checkout.session.expired', this.session, cause)
    return this.session
  }

  /** Does what the calendar asks for: expiry of open sessions, settlement of delayed payments. */
  expireIfDue(): void {
    const now = this.world.control.now()
    if (this.session.status === 'open' && this.session.expires_at <= now) this.expire()
    const settlesAt = this.state.settlesAt
    if (settlesAt !== null && settlesAt <= now) this.settle(true)
  }

  /** Where the payer goes afterwards, the session's id filled in. */
  get successUrl(): string {
    return (this.session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', this.session.id)
  }

  #closed(): Outcome | null {
    this.expireIfDue()
    if (this.session.status === 'expired') return { status: 'expired' }
    return this.session.status === 'complete' ? { status: 'closed' } : null
  }

  #charge(number: string, payer: Payer, failure: Decline | null, authenticated = false): Outcome {
    const now = this.world.control.now()
    const { collections } = this.account
    const method = buildCardMethod(describeCard(number), payer, now)
    collections.method.put(method)
    const intent = this.#intent()
    const status = failure ? 'failed' : 'pending'
    const charge = buildCharge({ intent, method, created: now, authenticated, failure, status })
    collections.charge.put(charge)
    if (failure) {
      this.#fail(intent, charge, failure)
      return { status: 'declined', ...failure }
    }
    this.#succeed({ ...intent, payment_method: method.id }, charge)
    return this.#complete(payer, 'paid')
  }

  /** The session's payment intent, made at the first attempt as Stripe makes it. */
  #intent(): Stripe.PaymentIntent {
    const { collections } = this.account
    if (this.session.payment_intent) {
      return collections.intent.get(this.session.payment_intent as string)!
    }
    const { intentMetadata, intentDescription, receiptEmail, setupFutureUsage, statementSuffix } =
      this.state
    const intent = buildIntent({
      amount: this.session.amount_total!,
      currency: this.session.currency!,
      created: this.world.control.now(),
      customer: this.session.customer as string | null,
      description: intentDescription,
      metadata: intentMetadata,
      paymentMethodTypes: ['card'],
      receiptEmail,
      setupFutureUsage,
      statementSuffix,
    })
    this.#update({ payment_intent: intent.id })
    return collections.intent.put(intent)
  }

  #succeed(intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
    const { collections } = this.account
    const paid: Stripe.Charge = {
      ...charge,
      amount_captured: charge.amount,
      captured: true,
      paid: true,
      status: 'succeeded',
      receipt_url: `${this.world.url()}/stripe/receipts/${charge.id}`,
    }
    const transaction = buildTransaction(paid, this.world.control.now())
    collections.transaction.put(transaction)
    collections.charge.put({ ...paid, balance_transaction: transaction.id })
    collections.intent.put({
      ...intent,
      amount_received: intent.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      status: 'succeeded',
    })
    this.#emit('charge.succeeded', collections.charge.get(charge.id)!)
    this.#emit('payment_intent.succeeded', collections.intent.get(intent.id)!)
  }

  #fail(intent: Stripe.PaymentIntent, charge: Stripe.Charge, failure: Decline): void {
    const { collections } = this.account
    collections.charge.put({
      ...charge,
      status: 'failed',
      failure_code: failure.code,
      failure_message: failure.message,
      outcome: buildOutcome(failure),
    })
    const error = {
      type: 'card_error',
      charge: charge.id,
      code: failure.code,
      decline_code: failure.declineCode,
      message: failure.message,
      payment_method: collections.method.get(charge.payment_method!)!,
    } as Stripe.PaymentIntent.LastPaymentError
    collections.intent.put({
      ...intent,
      last_payment_error: error,
      latest_charge: charge.id,
      payment_method: null,
      status: 'requires_payment_method',
    })
    this.#emit('charge.failed', collections.charge.get(charge.id)!)
    this.#emit('payment_intent.payment_failed', collections.intent.get(intent.id)!)
  }

  #complete(payer: Payer, paymentStatus: Stripe.Checkout.Session.PaymentStatus): Outcome {
    const email = this.session.customer_email ?? payer.email
    const free = paymentStatus === 'no_payment_required'
    this.#update({
      customer: this.session.customer ?? this.#newCustomer({ ...payer, email }),
      customer_details: customerDetails(email, payer.name),
      payment_status: paymentStatus,
      status: 'complete',
      url: null,
    })
    this.#emit('checkout.session.completed', this.session)
    return { status: free || paymentStatus === 'paid' ? 'paid' : 'processing' }
  }

  #newCustomer(payer: Payer): string | null {
    if (this.session.customer_creation !== 'always') return null
    const customer = buildCustomer(payer, {}, this.world.control.now())
    const { collections } = this.account
    collections.customer.put(customer)
    this.#emit('customer.created', customer)
    const intentId = this.session.payment_intent as string | null
    const intent = intentId && collections.intent.get(intentId)
    if (intent) collections.intent.put({ ...intent, customer: customer.id })
    return customer.id
  }

  #update(changes: Partial<Stripe.Checkout.Session>): void {
    this.account.collections.session.put(Object.assign(this.session, changes))
  }

  #remember(changes: Partial<CheckoutState>): void {
    this.account.collections.checkout.put({ ...this.state, ...changes })
  }

  #emit(type: string, object: object, cause: Cause = NOBODY): void {
    this.world.events.emit(this.account, type, object, cause)
  }
}
