import { randomBytes } from 'node:crypto'
import { Checkout } from '#sandbox/stripe/checkout'
import { createRefund } from '#sandbox/stripe/refunds'
import { createSession } from '#sandbox/stripe/session_draft'
import { buildBalance } from '#sandbox/stripe/objects/balance'
import { buildCustomer } from '#sandbox/stripe/objects/customer'
import { buildEndpoint } from '#sandbox/stripe/objects/endpoint'
import { invalid, noSuch } from '#sandbox/stripe/errors'
import { listPage } from '#sandbox/stripe/listing'
import type Stripe from 'stripe'
import type { Account, Kind } from '#sandbox/stripe/account'
import type { Cause } from '#sandbox/stripe/event_book'
import type { Collection } from '#sandbox/stripe/collection'
import type { Params } from '#sandbox/stripe/params'
import type { World } from '#sandbox/stripe/world'

/** One call of an operation, as its handler sees it. */
export interface Call {
  world: World
  account: Account
  params: Params
  /** The id in the path; empty where there is none. */
  id: string
  cause: Cause
}
type Operation = [method: string, path: string, handler: (call: Call) => object]

const WHAT: Partial<Record<Kind, string>> = {
  session: 'checkout.session',
  intent: 'payment_intent',
  method: 'PaymentMethod',
  transaction: 'balance transaction',
  endpoint: 'webhook endpoint',
}
const what = (kind: Kind) => WHAT[kind] ?? kind

function find<K extends Kind>({ account, id }: Call, kind: K) {
  const found = account.collections[kind].get(id)
  if (!found) throw noSuch(what(kind), id)
  return found as NonNullable<ReturnType<Account['collections'][K]['get']>>
}

const retrieve = (path: string, kind: Kind): Operation => [
  'GET',
  `${path}/:id`,
  (call) => find(call, kind),
]

/** Lists a kind; the named fields narrow it down to objects that carry that value. */
const list = (path: string, kind: Kind, ...fields: string[]): Operation => [
  'GET',
  path,
  ({ account, params }) => {
    params.only('limit', 'starting_after', 'ending_before', 'created', 'expand', ...fields)
    const wanted = fields.flatMap((field) => {
      const value = params.text(field)
      return value === null ? [] : [[field, value] as const]
    })
    type Listed = { id: string; created?: number } & Record<string, unknown>
    return listPage(account.collections[kind] as unknown as Collection<Listed>, params, {
      url: path,
      what: what(kind),
      matches: (item) => wanted.every(([field, value]) => item[field] === value),
    })
  },
]

const CUSTOMER_FIELDS = ['email', 'name', 'phone', 'description', 'metadata', 'expand']

const customers: Operation[] = [
  [
    'POST',
    '/v1/customers',
    ({ world, account, params, cause }) => {
      params.only(...CUSTOMER_FIELDS)
      const given = customerFields(params)
      const customer = buildCustomer(given, params.metadata(), world.control.now())
      account.collections.customer.put(customer)
      world.events.emit(account, 'customer.created', customer, cause)
      return customer
    },
  ],
  list('/v1/customers', 'customer', 'email'),
  retrieve('/v1/customers', 'customer'),
  [
    'POST',
    '/v1/customers/:id',
    (call) => {
      const { world, account, params, cause } = call
      params.only(...CUSTOMER_FIELDS)
      const old = find(call, 'customer')
      const metadata = params.metadata('metadata', old.metadata)
      const customer = { ...old, ...customerFields(params), metadata }
      account.collections.customer.put(customer)
      world.events.emit(account, 'customer.updated', customer, cause)
      return customer
    },
  ],
]

const customerFields = (params: Params) =>
  Object.fromEntries(
    ['email', 'name', 'phone', 'description']
      .filter((field) => params.has(field))
      .map((field) => [field, params.text(field)])
  )

const sessions: Operation[] = [
  [
    'POST',
    '/v1/checkout/sessions',
    ({ world, account, params }) =>
      createSession(account, params, { now: world.control.now(), url: world.url() }),
  ],
  list('/v1/checkout/sessions', 'session', 'status', 'payment_intent', 'customer'),
  [
    'GET',
    '/v1/checkout/sessions/:id',
    (call) => {
      const session = find(call, 'session')
      new Checkout(call.world, call.account, session).expireIfDue()
      return session
    },
  ],
  [
    'POST',
    '/v1/checkout/sessions/:id/expire',
    (call) => {
      const session = find(call, 'session')
      if (session.status !== 'open') {
        const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`
        throw invalid(undefined, message)
      }
      return new Checkout(call.world, call.account, session).expire(call.cause)
    },
  ],
  [
    'GET',
    '/v1/checkout/sessions/:id/line_items',
    (call) => {
      find(call, 'session')
      const { lineItems } = call.account.collections.checkout.get(call.id)!
      const limit = call.params.integer('limit') ?? 10
      const after = call.params.text('starting_after')
      const from = after ? lineItems.findIndex(({ id }) => id === after) + 1 : 0
      const data = lineItems.slice(from, from + limit)
      const url = `/v1/checkout/sessions/${call.id}/line_items`
      return { object: 'list', data, has_more: from + limit < lineItems.length, url }
    },
  ],
]

const payments: Operation[] = [
  list('/v1/payment_intents', 'intent', 'customer'),
  retrieve('/v1/payment_intents', 'intent'),
  [
    'POST',
    '/v1/payment_intents/:id',
    (call) => {
      const { params, account } = call
      params.only('metadata', 'description', 'receipt_email', 'expand')
      const old = find(call, 'intent')
      return account.collections.intent.put({
        ...old,
        ...(params.has('description') && { description: params.text('description') }),
        ...(params.has('receipt_email') && { receipt_email: params.text('receipt_email') }),
        metadata: params.metadata('metadata', old.metadata),
      })
    },
  ],
  list('/v1/charges', 'charge', 'payment_intent', 'customer'),
  retrieve('/v1/charges', 'charge'),
  retrieve('/v1/payment_methods', 'method'),
  [
    'POST',
    '/v1/refunds',
    ({ world, account, params, cause }) => createRefund(world, account, params, cause),
  ],
  list('/v1/refunds', 'refund', 'charge', 'payment_intent'),
  retrieve('/v1/refunds', 'refund'),
  ['GET', '/v1/balance', ({ account }) => buildBalance(account.collections.transaction)],
  list('/v1/balance_transactions', 'transaction', 'source', 'type', 'currency'),
  retrieve('/v1/balance_transactions', 'transaction'),
]

const events: Operation[] = [
  [
    'GET',
    '/v1/events',
    ({ account, params }) => {
      params.only(
        ...['limit', 'starting_after', 'ending_before', 'created', 'type', 'types', 'expand']
      )
      const type = params.text('type')
      const types = type ? [type] : params.texts('types')
      return listPage(account.collections.event, params, {
        url: '/v1/events',
        what: 'event',
        matches: (event) => types.length === 0 || types.some((name) => covers(name, event.type)),
      })
    },
  ],
  retrieve('/v1/events', 'event'),
]

/** `charge.*` covers every event of charges. */
const covers = (pattern: string, type: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern

const ENDPOINT_FIELDS = ['url', 'enabled_events', 'description', 'metadata', 'expand']

const endpoints: Operation[] = [
  [
    'POST',
    '/v1/webhook_endpoints',
    ({ world, account, params }) => {
      params.only('api_version', 'connect', ...ENDPOINT_FIELDS)
      const given = {
        url: endpointUrl(params.needText('url')),
        enabledEvents: params.texts('enabled_events'),
        description: params.text('description'),
        apiVersion: params.text('api_version'),
        metadata: params.metadata(),
      }
      if (given.enabledEvents.length === 0) {
        throw invalid(
          'enabled_events',
          'Missing required param: enabled_events.',
          'parameter_missing'
        )
      }
      const endpoint = account.collections.endpoint.put(buildEndpoint(given, world.control.now()))
      const secret = `whsec_${randomBytes(24).toString('hex')}`
      account.collections.secret.put({ id: endpoint.id, secret })
      // Told once, as Stripe tells it.
      return { ...endpoint, secret }
    },
  ],
  list('/v1/webhook_endpoints', 'endpoint'),
  retrieve('/v1/webhook_endpoints', 'endpoint'),
  [
    'POST',
    '/v1/webhook_endpoints/:id',
    (call) => {
      const { params, account } = call
      params.only('disabled', ...ENDPOINT_FIELDS)
      const old = find(call, 'endpoint')
      const changed: Stripe.WebhookEndpoint = {
        ...old,
        ...(params.has('url') && { url: endpointUrl(params.needText('url')) }),
        ...(params.has('enabled_events') && { enabled_events: params.texts('enabled_events') }),
        ...(params.has('description') && { description: params.text('description') }),
        ...(params.has('disabled') && { status: params.flag('disabled') ? 'disabled' : 'enabled' }),
        metadata: params.metadata('metadata', old.metadata),
      }
      return account.collections.endpoint.put(changed)
    },
  ],
  [
    'DELETE',
    '/v1/webhook_endpoints/:id',
    (call) => {
      const { id } = find(call, 'endpoint')
      call.account.forget('endpoint', id)
      call.account.forget('secret', id)
      return { id, object: 'webhook_endpoint', deleted: true }
    },
  ],
]

function endpointUrl(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw invalid(
      'url',
      'Invalid URL: An explicit scheme (such as https) must be provided.',
      'url_invalid'
    )
  }
  return url
}

const OPERATIONS = [...customers, ...sessions, ...payments, ...events, ...endpoints].map(
  ([method, path, handler]) => {
    const pattern = new RegExp(`^${path.replace(':id', '([^/]+)')}$`)
    return { method, pattern, handler }
  }
)

/** The operation of an address; null for one that is not stood in for. */
export function operationOf(method: string, path: string) {
  for (const operation of OPERATIONS) {
    const match = operation.method === method && operation.pattern.exec(path)
    if (match)
      return { handler: operation.handler, id: match[1] ? decodeURIComponent(match[1]) : '' }
  }
  return null
}
