import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import Stripe from 'stripe'
import { sandbox } from '#config/app'
import env from '#start/env'
import { clock } from '#core/clock/clock'

type Row = Record<string, unknown> & { id: string }
type Payer = { email?: string; name?: string; amount?: number; currency?: string }

const id = (prefix: string) => `${prefix}_test_${randomBytes(12).toString('hex')}`
const seconds = () => Math.floor(clock.millis() / 1000)

/**
 * Stripe as the tests hold it in their hands: the operations that the app uses,
 * at the place where the sandbox would listen, and each state reached at will.
 * Events are made here and sent by the test, in the order that it wants.
 */
export class StripeSide {
  readonly sessions = new Map<string, Row>()
  readonly intents = new Map<string, Row>()
  readonly charges = new Map<string, Row>()
  readonly refunds = new Map<string, Row>()
  /** Requests as they came: `POST /v1/refunds`. */
  readonly requests: string[] = []
  /** While set, every request is answered with this status. */
  down: number | null = null
  #answers = new Map<string, Row>()
  #server: Server
  #port = 0
  #formerPort = sandbox.port

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(port = 0): Promise<StripeSide> {
    const side = new StripeSide()
    await new Promise<void>((resolve) => side.#server.listen(port, '127.0.0.1', resolve))
    side.#port = (side.#server.address() as AddressInfo).port
    sandbox.port = side.#port
    return side
  }

  async stop(): Promise<void> {
    sandbox.port = this.#formerPort
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The session that an order's payment page is. */
  session(sessionId: string): Row {
    return this.sessions.get(sessionId)!
  }

  /** The buyer pays by card. Resolves to the objects that events tell of. */
  pay(sessionId: string, payer: Payer = {}) {
    const session = this.#complete(sessionId, payer)
    session.payment_status = 'paid'
    const intent = this.intents.get(session.payment_intent as string)!
    const charge = this.#charge(intent)
    return { session, intent, charge }
  }

  /** The buyer chooses a method that settles days later. */
  payLater(sessionId: string, payer: Payer = {}) {
    const session = this.#complete(sessionId, payer)
    this.intents.get(session.payment_intent as string)!.status = 'processing'
    return session
  }

  /** The bank has decided. */
  decide(sessionId: string, isGood: boolean) {
    const session = this.session(sessionId)
    const intent = this.intents.get(session.payment_intent as string)!
    if (isGood) {
      session.payment_status = 'paid'
      this.#charge(intent)
    } else intent.status = 'requires_payment_method'
    return session
  }

  expire(sessionId: string): Row {
    return Object.assign(this.session(sessionId), { status: 'expired', url: null })
  }

  /** Somebody refunds at the provider's dashboard. */
  refundAtDashboard(intentId: string, amount: number): Row {
    return this.#refund({ payment_intent: intentId, amount: String(amount) })
  }

  /** An event about an object, as its webhook would carry it. */
  event(type: string, object: Row, more: Partial<{ livemode: boolean; created: number }> = {}) {
    return {
      id: id('evt'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: seconds(),
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      ...more,
      data: { object },
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url!, 'http://stripe')
    this.requests.push(`${request.method} ${url.pathname}`)
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    const key = request.headers['idempotency-key']
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'Stripe-Should-Retry': 'false',
      })
      response.end(JSON.stringify(body))
    }
    if (this.down) return send(this.down, { error: { type: 'api_error', message: 'Out of order' } })
    try {
      const known = typeof key === 'string' ? this.#answers.get(key) : undefined
      const body = known ?? this.#operate(request.method!, url, form)
      if (typeof key === 'string' && request.method === 'POST') this.#answers.set(key, body as Row)
      send(200, body)
    } catch (error) {
      const { status = 400, ...fault } = error as { status?: number }
      send(status, { error: { type: 'invalid_request_error', ...fault } })
    }
  }

  #operate(method: string, url: URL, form: Record<string, string>): object {
    const [, , ...path] = url.pathname.split('/')
    const wantsIntent = url.searchParams.toString().includes('payment_intent')
    const shown = (session: Row) =>
      wantsIntent && session.payment_intent && path[0] === 'checkout'
        ? { ...session, payment_intent: this.intents.get(session.payment_intent as string) }
        : session
    if (path[0] === 'checkout') {
      if (method === 'POST' && path.length === 2) return this.#open(form)
      const session = found(this.sessions, path[2])
      if (path[3] !== 'expire') return shown(session)
      if (session.status !== 'open') throw { message: 'Only open sessions can be expired.' }
      return this.expire(session.id)
    }
    if (path[0] === 'payment_intents') return found(this.intents, path[1])
    if (path[0] === 'charges') return found(this.charges, path[1])
    if (path[0] === 'balance') {
      return { object: 'balance', available: [{ amount: 12_300, currency: 'eur' }], pending: [] }
    }
    if (path[0] === 'refunds' && method === 'POST') return this.#refund(form)
    if (path[0] === 'refunds' && path[1]) return found(this.refunds, path[1])
    const of = url.searchParams.get('payment_intent')
    const data = [...this.refunds.values()].filter((refund) => refund.payment_intent === of)
    return { object: 'list', data: data.reverse(), has_more: false, url: url.pathname }
  }

  #open(form: Record<string, string>): Row {
    const session = {
      id: id('cs'),
      object: 'checkout.session',
      amount_total: Number(form['line_items[0][price_data][unit_amount]']),
      currency: form['line_items[0][price_data][currency]'],
      client_reference_id: form.client_reference_id,
      created: seconds(),
      customer_details: null,
      expires_at: Number(form.expires_at),
      livemode: false,
      metadata: { order_id: form['metadata[order_id]'] },
      payment_intent: null,
      payment_method_types: ['card'],
      payment_status: 'unpaid',
      status: 'open',
      success_url: form.success_url,
      cancel_url: form.cancel_url,
      url: null as string | null,
    }
    session.url = `http://127.0.0.1:${this.#port}/stripe/checkout/${session.id}`
    this.sessions.set(session.id, session)
    return session
  }

  #complete(sessionId: string, { email, name, amount, currency }: Payer): Row {
    const session = this.session(sessionId)
    const intent = {
      id: id('pi'),
      object: 'payment_intent',
      amount: amount ?? session.amount_total,
      created: seconds(),
      latest_charge: null,
      metadata: session.metadata,
      payment_method_types: ['card'],
      status: 'requires_payment_method',
    }
    this.intents.set(intent.id, intent)
    return Object.assign(session, {
      status: 'complete',
      url: null,
      payment_intent: intent.id,
      amount_total: intent.amount,
      currency: currency ?? session.currency,
      customer_details: {
        email: email ?? `${randomBytes(5).toString('hex')}@buyer.test`,
        name: name ?? 'Bea Buyer',
      },
    })
  }

  #charge(intent: Row): Row {
    const charge = {
      id: id('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      created: seconds(),
      payment_intent: intent.id,
      refunded: false,
      status: 'succeeded',
    }
    Object.assign(intent, { status: 'succeeded', latest_charge: charge.id })
    this.charges.set(charge.id, charge)
    return charge
  }

  #refund(form: Record<string, string>): Row {
    const charge = [...this.charges.values()].find(
      (one) => one.payment_intent === form.payment_intent
    )
    if (!charge) throw { message: 'There is no charge to refund.' }
    const amount = Number(form.amount)
    charge.amount_refunded = [...this.refunds.values()]
      .filter((one) => one.charge === charge.id && one.status !== 'failed')
      .reduce((sum, one) => sum + Number(one.amount), 0)
    if (amount > Number(charge.amount) - Number(charge.amount_refunded)) {
      throw {
        code: 'charge_already_refunded',
        message: 'Refund amount is greater than what is left.',
      }
    }
    charge.amount_refunded = Number(charge.amount_refunded) + amount
    charge.refunded = charge.amount_refunded === charge.amount
    const refund = {
      id: id('re'),
      object: 'refund',
      amount,
      charge: charge.id,
      created: seconds(),
      metadata: form['metadata[refund_id]'] ? { refund_id: form['metadata[refund_id]'] } : {},
      payment_intent: form.payment_intent,
      status: 'succeeded',
      failure_reason: null,
    }
    this.refunds.set(refund.id, refund)
    return refund
  }
}

function found(rows: Map<string, Row>, key: string): Row {
  const row = rows.get(key)
  if (!row) throw { status: 404, code: 'resource_missing', message: `No such object: '${key}'` }
  return row
}

export type Delivery = {
  account?: string
  secret?: string
  /** Unix seconds of the signature. */
  at?: number
  /** Instead of the right header. */
  header?: string | null
  /** Instead of the event's own text. */
  body?: string
}

/** Posts an event to the app's webhook as Stripe does; resolves to the answer's status. */
export async function deliver(event: object, delivery: Delivery = {}): Promise<number> {
  const payload = JSON.stringify(event, null, 2)
  const { account = 'install', secret = 'whsec_sandbox', at, header, body = payload } = delivery
  const signature =
    header === undefined
      ? Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at as number })
      : header
  const answer = await fetch(
    `http://${env.get('HOST')}:${env.get('PORT')}/webhooks/stripe/${account}`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        ...(signature === null ? {} : { 'Stripe-Signature': signature }),
      },
      body,
    }
  )
  await answer.arrayBuffer()
  return answer.status
}
