import { expand } from '#sandbox/stripe/expansion'
import { operationOf } from '#sandbox/stripe/operations'
import { API_VERSION, type Cause } from '#sandbox/stripe/event_book'
import { Params } from '#sandbox/stripe/params'
import { parseForm } from '#sandbox/stripe/form'
import { StripeProblem, badKey, idempotencyMismatch, unknownUrl } from '#sandbox/stripe/errors'
import { newId } from '#sandbox/stripe/ids'
import type { Account } from '#sandbox/stripe/account'
import type { Answer, Visit } from '#sandbox/http'
import type { World } from '#sandbox/stripe/world'

const KEY = /^(sk|rk)_[A-Za-z0-9_]{4,250}$/

/** Answers one request to Stripe's API; `visit.path` begins with /v1/. */
export function answerApi(world: World, visit: Visit): Answer {
  const requestId = newId('req', 14)
  try {
    const account = world.account(keyOf(visit.headers.authorization))
    return answerOnce(world, account, visit, requestId)
  } catch (error) {
    return reply(visit, requestId, ...problem(error, requestId))
  }
}

function answerOnce(world: World, account: Account, visit: Visit, requestId: string): Answer {
  const key = visit.method === 'POST' ? (visit.headers['idempotency-key'] as string) : undefined
  if (!key) return reply(visit, requestId, ...answer(world, account, visit, requestId, null))
  const fingerprint = `${visit.method} ${visit.path} ${visit.body}`
  const { answer: answers } = account.collections
  const earlier = answers.get(key)
  if (earlier) {
    if (earlier.fingerprint !== fingerprint) throw idempotencyMismatch(key)
    const repeat = reply(visit, earlier.requestId, earlier.status, earlier.body)
    repeat.headers!['idempotent-replayed'] = 'true'
    repeat.headers!['original-request'] = earlier.requestId
    return repeat
  }
  const [status, body] = answer(world, account, visit, requestId, key)
  const created = world.control.now()
  answers.put({ id: key, created, fingerprint, status, body, requestId })
  return reply(visit, requestId, status, body)
}

function answer(
  world: World,
  account: Account,
  visit: Visit,
  requestId: string,
  idempotencyKey: string | null
): [number, string] {
  const operation = operationOf(visit.method, visit.path)
  if (!operation) throw unknownUrl(visit.method, visit.path)
  const form = visit.method === 'POST' ? visit.body : visit.query.toString()
  const params = new Params(parseForm(form))
  const cause: Cause = { id: requestId, idempotency_key: idempotencyKey }
  const result = operation.handler({ world, account, params, id: operation.id, cause })
  return [200, JSON.stringify(expand(account, result, params.texts('expand')), null, 2)]
}

function keyOf(authorization: string | undefined): string {
  const [scheme, given = ''] = (authorization ?? '').split(' ')
  const basic = /^basic$/i.test(scheme)
  const key = basic ? Buffer.from(given, 'base64').toString().split(':')[0] : given
  if (!key) {
    throw badKey(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
    )
  }
  if (!KEY.test(key)) throw badKey(`Invalid API Key provided: ${key.slice(0, 7)}****`)
  return key
}

function problem(error: unknown, requestId: string): [number, string] {
  if (!(error instanceof StripeProblem)) console.error('sandbox: stripe', error)
  const known =
    error instanceof StripeProblem
      ? error
      : new StripeProblem(500, { type: 'api_error', message: 'The sandbox failed.' })
  const body = {
    ...known.body,
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  }
  return [known.status, JSON.stringify({ error: body }, null, 2)]
}

function reply(visit: Visit, requestId: string, status: number, body: string): Answer {
  const key = visit.headers['idempotency-key']
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': (visit.headers['stripe-version'] as string) ?? API_VERSION,
      // What cannot come right by asking again is not asked again.
      'stripe-should-retry': String(status >= 500),
      ...(typeof key === 'string' && { 'idempotency-key': key }),
    },
    body,
  }
}
