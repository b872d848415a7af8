import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { sandbox as settings } from '#config/app'
import { Tenant } from '#core/tenancy/tenant'
import { refundOrder } from '#commerce/refunding'
import { performRefund } from '#commerce/refunds'
import { API_VERSION } from '#sandbox/stripe/event_book'
import { PRESET } from '#sandbox/stripe/world'
import env from '#start/env'
import { applyOwed, fresh, placeOrder, plantShop } from '#tests/support/shop'
import { until } from '#tests/support/until'
import { aSession, pay, post, runSandbox, stripeOf } from './sandbox/running.js'
import { record, type Exchange } from './sandbox/recording.js'
import { StripeSchema } from './sandbox/stripe_schema.js'

const FOLDER = join(app.makePath(), '..', 'shared', 'data', 'stripe')
const schema = StripeSchema.open(FOLDER)
const WHY = `${FOLDER} is not there`

const faults = (exchanges: Exchange[]) =>
  exchanges.flatMap(({ method, path, sent, answer, status }) => {
    const inRequest = schema!.faultsOfRequest(method, path, sent)
    const inAnswer = status === 200 ? schema!.faultsOfAnswer(method, path, answer) : []
    return [...inRequest, ...inAnswer].map((fault) => `${method} ${path}: ${fault}`)
  })

test.group("Stripe's own schemas", (group) => {
  group.tap((one) => one.timeout(60_000).skip(!schema, WHY))

  test('hold for everything that the sandbox answers', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const line = await record(sandbox.url)
    cleanup(() => line.close())
    const stripe = stripeOf({ ...sandbox, url: `http://127.0.0.1:${line.port}` })

    const customer = await stripe.customers.create({ email: 'a@b.test', metadata: { a: 'b' } })
    await stripe.customers.update(customer.id, { name: 'Ada' })
    await stripe.customers.list({ limit: 3 })
    const open = await stripe.checkout.sessions.create(aSession({ customer: customer.id }))
    await stripe.checkout.sessions.expire(open.id)
    const paid = await stripe.checkout.sessions.create(aSession({ customer_creation: 'always' }))
    const refused = await pay(sandbox, paid.id, { card: '4000000000000002' })
    assert.equal(refused.status, 402)
    await stripe.paymentIntents.list()
    await pay(sandbox, paid.id)
    for (const currency of ['usd', 'eur']) {
      const draft = aSession()
      draft.line_items![0].price_data!.currency = currency
      const later = await stripe.checkout.sessions.create(draft)
      await pay(sandbox, later.id, { method: 'delayed' })
      const outcome = currency === 'usd' ? 'succeeded' : 'failed'
      await post(`${sandbox.url}/stripe/_test/sessions/${later.id}/settle`, { outcome })
    }
    const expand = ['payment_intent.latest_charge.balance_transaction', 'line_items', 'customer']
    const sold = await stripe.checkout.sessions.retrieve(paid.id, { expand })
    await stripe.checkout.sessions.listLineItems(paid.id)
    await stripe.checkout.sessions.list()
    const { id: payment_intent } = sold.payment_intent as { id: string }
    await stripe.paymentIntents.retrieve(payment_intent)
    const refund = await stripe.refunds.create({ payment_intent, amount: 100 })
    await stripe.refunds.retrieve(refund.id, { expand: ['charge', 'balance_transaction'] })
    await stripe.refunds.list({ payment_intent })
    await stripe.charges.list({ limit: 100 })
    await stripe.balance.retrieve()
    await stripe.balanceTransactions.list()
    const url = 'http://127.0.0.1:9/hook'
    const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })
    await stripe.webhookEndpoints.list()
    await stripe.webhookEndpoints.del(endpoint.id)

    assert.deepEqual(faults(line.exchanges), [])
    const { data } = await stripe.events.list({ limit: 100 })
    const types = new Set(data.map(({ type }) => type))
    assert.isAtLeast(types.size, 13)
    const wrong = data.flatMap((event) =>
      schema!.faultsOfEvent(event).map((fault) => `${event.type}: ${fault}`)
    )
    assert.deepEqual(wrong, [])
  })

  test('hold for everything that the app asks, sale and refund over the wire', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    const line = await record(sandbox.url)
    const formerPort = settings.port
    settings.port = line.port
    cleanup(() => {
      settings.port = formerPort
      line.close()
    })
    const hook = `http://127.0.0.1:${env.get('PORT')}/webhooks/stripe/install`
    await post(`${sandbox.url}/stripe/_test/endpoints`, { ...PRESET, url: hook })

    const shop = await plantShop()
    const order = await placeOrder(shop)
    await pay(sandbox, order.checkoutSessionId!, { email: 'ada@client.test', name: 'Ada' })
    const statusOf = async () => {
      await applyOwed()
      return (await fresh(order)).status
    }
    await until('the webhook to make the order paid', async () => (await statusOf()) === 'paid')
    await Tenant.run(shop.organizationId, async () => {
      const { id } = await refundOrder(order.id, {
        amountMinor: undefined,
        reason: 'Asked for',
        requestedBy: null,
      })
      await performRefund(id)
    })
    await until('the order to be refunded', async () => (await statusOf()) === 'refunded')
    const asked = line.exchanges.map(({ method, path }) => `${method} ${path.split('/')[2]}`)
    assert.includeMembers(asked, ['POST checkout', 'POST refunds'])
    assert.deepEqual(faults(line.exchanges), [])
  })

  test('are of the version that the sandbox speaks, and notice what is wrong', ({ assert }) => {
    assert.equal(schema!.version, API_VERSION)
    const more = schema!.faultsOfRequest('POST', '/v1/checkout/sessions', 'mode=payment&colour=red')
    assert.match(more.join(), /colour/)
    const text = schema!.faultsOfAnswer('GET', '/v1/balance', { object: 'balance', livemode: 'no' })
    assert.isNotEmpty(text)
    const event = { type: 'charge.refunded', object: 'event', id: 'evt_1' }
    assert.isNotEmpty(schema!.faultsOfEvent(event))
  })
})
