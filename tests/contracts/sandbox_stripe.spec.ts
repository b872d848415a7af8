import { test } from '@japa/runner'
import Stripe from 'stripe'
import { API_VERSION } from '#sandbox/stripe/event_book'
import { startSandbox } from '#sandbox/server'
import { until } from '#tests/support/until'
import { aSession, control, listen, pay, post, runSandbox, stripeOf } from './sandbox/running.js'

const now = () => Math.floor(Date.now() / 1000)

async function failure(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await promise
  } catch (error) {
    return error as Stripe.errors.StripeError
  }
  throw new Error('expected a refusal')
}

test.group('Sandbox: Stripe, spoken to by the SDK', () => {
  test('has the version of the installed SDK', ({ assert }) => {
    assert.equal(API_VERSION, Stripe.API_VERSION)
  })

  test('makes, changes and lists customers', async ({ assert, cleanup }) => {
    const stripe = stripeOf(await runSandbox(cleanup))
    const { id } = await stripe.customers.create({
      email: 'a@b.test',
      metadata: { a: '1', b: '2' },
    })
    await stripe.customers.update(id, { name: 'Ada', metadata: { a: '', c: '3' } })
    const customer = (await stripe.customers.retrieve(id)) as Stripe.Customer
    assert.containSubset(customer, { name: 'Ada', email: 'a@b.test' })
    assert.deepEqual({ ...customer.metadata }, { b: '2', c: '3' })
    assert.lengthOf((await stripe.customers.list({ email: 'a@b.test' })).data, 1)
    assert.lengthOf((await stripe.customers.list({ email: 'c@d.test' })).data, 0)
  })

  test('sells: session, payment, charge, balance and signed events', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const hook = await listen(cleanup, sandbox)
    const session = await stripe.checkout.sessions.create(aSession({ client_reference_id: 'o1' }))
    assert.match(session.id, /^cs_test_[A-Za-z0-9]+$/)
    assert.equal(session.url, `${sandbox.url}/stripe/checkout/${session.id}`)
    assert.containSubset(session, { status: 'open', payment_status: 'unpaid', amount_total: 4900 })
    const items = await stripe.checkout.sessions.listLineItems(session.id)
    assert.containSubset(items.data[0], {
      description: 'A course',
      amount_total: 4900,
      quantity: 1,
    })

    const answer = await pay(sandbox, session.id, { email: 'ada@client.test', name: 'Ada' })
    assert.equal(answer.status, 200)
    assert.deepEqual(await answer.json(), { status: 'paid' })
    await until('three events', () => hook.received.length === 3)
    assert.sameMembers(hook.types(), [
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'],
    })
    const intent = paid.payment_intent as Stripe.PaymentIntent
    const charge = intent.latest_charge as Stripe.Charge
    assert.containSubset(paid, { status: 'complete', payment_status: 'paid', url: null })
    assert.equal(paid.customer_details?.email, 'ada@client.test')
    assert.lengthOf(paid.line_items!.data, 1)
    assert.containSubset(intent, { status: 'succeeded', amount_received: 4900 })
    assert.equal(intent.metadata.order_id, 'order-1')
    assert.equal(charge.payment_method_details?.card?.last4, '4242')
    const { fee, net } = charge.balance_transaction as Stripe.BalanceTransaction
    assert.equal(fee + net, 4900)
    const balance = await stripe.balance.retrieve()
    assert.containSubset(balance.available[0], { currency: 'eur', amount: net })
    assert.lengthOf((await stripe.charges.list({ payment_intent: intent.id })).data, 1)
    assert.equal((await stripe.charges.retrieve(charge.id)).id, charge.id)
    await stripe.paymentIntents.update(intent.id, { metadata: { note: 'x' } })
    const { metadata } = await stripe.paymentIntents.retrieve(intent.id)
    assert.deepEqual({ ...metadata }, { order_id: 'order-1', note: 'x' })
    assert.lengthOf((await stripe.paymentIntents.list()).data, 1)
    assert.lengthOf((await stripe.checkout.sessions.list({ limit: 5 })).data, 1)
  })

  test('answers a repeated key with the first answer, and other parameters with a refusal', async ({
    assert,
    cleanup,
  }) => {
    const stripe = stripeOf(await runSandbox(cleanup))
    const idempotencyKey = 'checkout-1'
    const first = await stripe.checkout.sessions.create(aSession(), { idempotencyKey })
    const second = await stripe.checkout.sessions.create(aSession(), { idempotencyKey })
    assert.equal(second.id, first.id)
    assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true')
    assert.lengthOf((await stripe.checkout.sessions.list()).data, 1)
    const other = stripe.checkout.sessions.create(aSession({}, 900), { idempotencyKey })
    assert.containSubset(await failure(other), { statusCode: 400, type: 'StripeIdempotencyError' })
  })

  test('refuses as Stripe refuses: {what}')
    .with([
      { what: 'no line items', changes: { line_items: [] }, param: 'line_items' },
      { what: 'no address to return to', changes: { success_url: '' }, param: 'success_url' },
      { what: 'an early end', changes: { expires_at: now() + 60 }, param: 'expires_at' },
      { what: 'a late end', changes: { expires_at: now() + 90_000 }, param: 'expires_at' },
      { what: 'a strange parameter', changes: { colour: 'red' }, param: 'colour' },
      { what: 'a bad e-mail', changes: { customer_email: 'nobody' }, param: 'customer_email' },
    ])
    .run(async ({ assert, cleanup }, { changes, param }) => {
      const stripe = stripeOf(await runSandbox(cleanup))
      const params = aSession(changes as Partial<Stripe.Checkout.SessionCreateParams>)
      const error = await failure(stripe.checkout.sessions.create(params))
      assert.containSubset(error, { statusCode: 400, type: 'StripeInvalidRequestError', param })
    })

  test('keeps accounts apart, and strangers out', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const { id } = await stripeOf(sandbox).checkout.sessions.create(aSession())
    const other = stripeOf(sandbox, 'sk_test_other')
    const missing = await failure(other.checkout.sessions.retrieve(id))
    assert.containSubset(missing, { statusCode: 404, code: 'resource_missing' })
    assert.lengthOf((await other.checkout.sessions.list()).data, 0)
    const stranger = await failure(stripeOf(sandbox, 'pk_test_x').balance.retrieve())
    assert.containSubset(stranger, { statusCode: 401, type: 'StripeAuthenticationError' })
    const unknown = await fetch(`${sandbox.url}/stripe/v1/moons`, {
      headers: { authorization: 'Bearer sk_test_sandbox' },
    })
    assert.equal(unknown.status, 404)
    const { error } = (await unknown.json()) as { error: { type: string } }
    assert.equal(error.type, 'invalid_request_error')
  })

  test('gives back in part and whole, and never more', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const { id } = await stripe.checkout.sessions.create(aSession())
    await pay(sandbox, id)
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id)
    const payment_intent = intent as string
    const hook = await listen(cleanup, sandbox)
    const part = await stripe.refunds.create({ payment_intent, amount: 900, metadata: { a: 'b' } })
    assert.containSubset(part, { status: 'succeeded', amount: 900 })
    await until('its events', () => hook.received.length === 3)
    assert.sameMembers(hook.types(), ['refund.created', 'charge.refunded', 'refund.updated'])
    const tooMuch = await failure(stripe.refunds.create({ payment_intent, amount: 4001 }))
    assert.containSubset(tooMuch, { statusCode: 400, param: 'amount' })
    await stripe.refunds.create({ payment_intent, reason: 'requested_by_customer' })
    const again = await failure(stripe.refunds.create({ payment_intent }))
    assert.equal(again.code, 'charge_already_refunded')
    const { data } = await stripe.refunds.list({ payment_intent })
    assert.deepEqual(
      data.map(({ amount }) => amount),
      [4000, 900]
    )
    assert.equal((await stripe.refunds.retrieve(part.id)).metadata?.a, 'b')
    const charge = await stripe.charges.retrieve(part.charge as string, { expand: ['refunds'] })
    assert.containSubset(charge, { refunded: true, amount_refunded: 4900 })
    assert.lengthOf(charge.refunds!.data, 2)
  })

  test('ends sessions by hand and by the calendar', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const hook = await listen(cleanup, sandbox)
    const byHand = await stripe.checkout.sessions.create(aSession())
    assert.equal((await stripe.checkout.sessions.expire(byHand.id)).status, 'expired')
    assert.equal((await pay(sandbox, byHand.id)).status, 410)
    const twice = await failure(stripe.checkout.sessions.expire(byHand.id))
    assert.equal(twice.statusCode, 400)

    const due = await stripe.checkout.sessions.create(aSession({ expires_at: now() + 1800 }))
    await control(sandbox, { clockOffsetSeconds: 2000 })
    await until('both endings', () => hook.received.length === 2)
    const ended = hook.received.map((event) => (event.data.object as { id: string }).id)
    assert.sameMembers(ended, [byHand.id, due.id])
    const later = await stripe.customers.create({})
    assert.closeTo(later.created, now() + 2000, 5)
  })

  test('settles delayed payments when told to', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const hook = await listen(cleanup, sandbox)
    for (const outcome of ['succeeded', 'failed']) {
      hook.received.length = 0
      const { id } = await stripe.checkout.sessions.create(aSession())
      const answer = await pay(sandbox, id, { method: 'delayed' })
      assert.deepEqual(await answer.json(), { status: 'processing' })
      const waiting = await stripe.checkout.sessions.retrieve(id)
      assert.containSubset(waiting, { status: 'complete', payment_status: 'unpaid' })
      await post(`${sandbox.url}/stripe/_test/sessions/${id}/settle`, { outcome })
      const type = `checkout.session.async_payment_${outcome}`
      await until(type, () => hook.types().includes(type as Stripe.Event['type']))
      const { payment_status } = await stripe.checkout.sessions.retrieve(id)
      assert.equal(payment_status, outcome === 'succeeded' ? 'paid' : 'unpaid')
    }
  })

  test('lists thousands of events, newest first, without losing one', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    await control(sandbox, { drop: 1 })
    const hook = await listen(cleanup, sandbox)
    const { id } = await stripe.checkout.sessions.create(aSession())
    await pay(sandbox, id)
    for (let n = 0; n < 350; n++) await stripe.customers.create({ name: String(n) })
    const ids = new Set<string>()
    for await (const event of stripe.events.list({ limit: 100 })) ids.add(event.id)
    assert.equal(ids.size, 353)
    assert.lengthOf(hook.received, 0)
    const { data } = await stripe.events.list({ types: ['checkout.session.completed'] })
    assert.lengthOf(data, 1)
    assert.equal((await stripe.events.retrieve(data[0].id)).id, data[0].id)
    const future = await stripe.events.list({ created: { gt: now() + 100 } })
    assert.lengthOf(future.data, 0)
  })

  test('tells endpoints, and only those that asked', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const url = 'http://127.0.0.1:9/hook'
    const made = await stripe.webhookEndpoints.create({ url, enabled_events: ['charge.refunded'] })
    assert.match(made.secret!, /^whsec_/)
    const kept = await stripe.webhookEndpoints.retrieve(made.id)
    assert.isUndefined(kept.secret)
    await stripe.webhookEndpoints.update(made.id, { disabled: true })
    const { data } = await stripe.webhookEndpoints.list()
    assert.equal(data.find(({ id }) => id === made.id)?.status, 'disabled')
    await stripe.webhookEndpoints.del(made.id)
    assert.equal((await failure(stripe.webhookEndpoints.retrieve(made.id))).statusCode, 404)
  })

  test('sends again what was not acknowledged', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const hook = await listen(cleanup, sandbox, 'sk_test_retry')
    hook.answers.push(500)
    const { id } = await stripeOf(sandbox, 'sk_test_retry').customers.create({})
    await until('a second delivery', () => hook.received.length === 2)
    assert.equal(hook.received[0].id, hook.received[1].id)
    assert.equal((hook.received[0].data.object as Stripe.Customer).id, id)
  })

  test('repeats and reorders when the knobs say so', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const stripe = stripeOf(sandbox)
    const hook = await listen(cleanup, sandbox)
    await control(sandbox, { duplicate: 1 })
    await stripe.customers.create({ name: 'twice' })
    await until('the repeat', () => hook.received.length === 2)
    await control(sandbox, { duplicate: 0, reorder: 1 })
    await stripe.customers.create({ name: 'held back' })
    await control(sandbox, { reorder: 0 })
    await stripe.customers.create({ name: 'overtakes' })
    await until('both', () => hook.received.length === 4)
    const names = hook.received.slice(2).map(({ data }) => (data.object as Stripe.Customer).name)
    assert.deepEqual(names, ['overtakes', 'held back'])
  })

  test('names the knob that is wrong, and changes none', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const wrong: [object, string][] = [
      [{ drop: 2, delayMs: 5 }, 'drop'],
      [{ delayMs: 1.5 }, 'delayMs'],
      [{ clockOffsetSeconds: '9' }, 'clockOffsetSeconds'],
      [{ smtp: { rejectNext: -1 } }, 'smtp.rejectNext'],
      [{ gravity: 1 }, 'gravity'],
    ]
    for (const [knobs, field] of wrong) {
      const answer = await control(sandbox, knobs)
      assert.equal(answer.status, 422)
      assert.equal(((await answer.json()) as { field: string }).field, field)
    }
    const knobs = await fetch(`${sandbox.url}/control`)
    assert.containSubset(await knobs.json(), { drop: 0, delayMs: 0 })
  })

  test('keeps objects over a restart', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const { id } = await stripeOf(sandbox).checkout.sessions.create(aSession())
    await pay(sandbox, id)
    await sandbox.close()
    const options = { port: 0, smtpPort: 0, appPort: 9, home: sandbox.home }
    const second = await startSandbox(options)
    cleanup(() => second.close())
    const session = await stripeOf(second).checkout.sessions.retrieve(id)
    assert.equal(session.payment_status, 'paid')
    assert.lengthOf((await stripeOf(second).events.list()).data, 3)
  })
})
