import { test } from '@japa/runner'
import { Access } from '#access/access'
import { Tenant } from '#core/tenancy/tenant'
import { sql } from '#core/database/sql'
import { settle } from '#commerce/settlement'
import {
  applyOwed,
  fresh,
  NOTHING,
  ONCE,
  placeOrder,
  plantShop,
  traces,
  type Shop,
} from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'

const permutations = <T>(items: T[]): T[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, n) => permutations(items.toSpliced(n, 1)).map((rest) => [item, ...rest]))

test.group('A sale', (group) => {
  group.tap((one) => one.timeout(60_000))
  let stripe: StripeSide
  let shop: Shop

  group.setup(async () => {
    stripe = await StripeSide.start()
    shop = await plantShop()
  })
  group.teardown(() => stripe.stop())

  const eventsOf = (sessionId: string, payer = {}) => {
    const { session, intent, charge } = stripe.pay(sessionId, payer)
    return [
      stripe.event('checkout.session.completed', session),
      stripe.event('payment_intent.succeeded', intent),
      stripe.event('charge.succeeded', charge),
      stripe.event('charge.updated', charge),
    ]
  }

  test('ends the same whatever order its four events come in', async ({ assert }) => {
    for (const order of permutations([0, 1, 2, 3])) {
      const placed = await placeOrder(shop)
      const events = eventsOf(placed.checkoutSessionId!)
      for (const n of order) {
        assert.equal(await deliver(events[n]), 200)
        await applyOwed()
      }
      const paid = await fresh(placed)
      assert.equal(paid.status, 'paid', order.join())
      assert.isNotNull(paid.fulfilledAt)
      assert.deepEqual(await traces(placed), ONCE, order.join())
    }
  })

  test('gives access, a contact and a receipt that opens the portal', async ({ assert }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!, {
      email: 'Ada.New@Client.test',
      name: 'Ada New',
    })
    await deliver(completed)
    await applyOwed()
    const order = await fresh(placed)
    const access = await Tenant.run(shop.organizationId, () =>
      Access.explain(order.contactId!, 'course', shop.course.id)
    )
    assert.isTrue(access.allowed)
    assert.equal(access.reason, `Bought with order ${order.number}`)
    const [contact] = await sql(
      'select first_name, email_norm, source from contacts where id = ?',
      [order.contactId]
    )
    assert.deepEqual(contact, {
      first_name: 'Ada',
      email_norm: 'ada.new@client.test',
      source: 'order',
    })
    const [event] = await sql<{
      state: string
      order_id: string
      organization_id: string
      outcome: string
    }>('select state, order_id, organization_id, outcome from payment_events where event_id = ?', [
      completed.id,
    ])
    assert.deepEqual(event, {
      state: 'applied',
      order_id: order.id,
      organization_id: shop.organizationId,
      outcome: 'Fulfilled: access granted, receipt queued',
    })
  })

  test('happens once when its event is told five times, and twenty times at once', async ({
    assert,
  }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!)
    for (let n = 0; n < 5; n++) assert.equal(await deliver(completed), 200)
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(completed)))
    assert.deepEqual([...new Set(answers)], [200])
    const rows = await sql('select id from receipts where event_id = ?', [completed.id])
    assert.lengthOf(rows, 1)
    await Promise.all(Array.from({ length: 20 }, () => applyOwed()))
    assert.deepEqual(await traces(placed), ONCE)
  })

  test('happens once when the return page, the webhook and reconciliation meet', async ({
    assert,
  }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!)
    await deliver(completed)
    const look = () => Tenant.run(shop.organizationId, () => settle(placed.id))
    await Promise.all([...Array.from({ length: 10 }, look), applyOwed(), applyOwed()])
    assert.deepEqual(await traces(placed), ONCE)
  })

  test('is found by its metadata when the event is faster than our own note', async ({
    assert,
  }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!)
    await sql('update orders set checkout_session_id = null where id = ?', [placed.id])
    await deliver(completed)
    await applyOwed()
    assert.deepEqual(await traces(placed), ONCE)
  })

  test('is not made of another amount or currency; people are told', async ({ assert }) => {
    for (const payer of [{ amount: 100 }, { currency: 'usd' }]) {
      const placed = await placeOrder(shop)
      const [completed] = eventsOf(placed.checkoutSessionId!, payer)
      await deliver(completed)
      await applyOwed()
      const order = await fresh(placed)
      assert.equal(order.status, 'pending')
      assert.match(order.note!, /^Not fulfilled: .* was paid, the order is about €49$/)
      assert.deepEqual(await traces(placed), NOTHING)
      const flagged = await sql(
        `select id from events where type = 'order.flagged' and subject_id = ?`,
        [order.id]
      )
      assert.lengthOf(flagged, 1)
    }
  })

  test('honours what was archived meanwhile', async ({ assert }) => {
    const other = await plantShop()
    const placed = await placeOrder(other)
    await Tenant.run(other.organizationId, () => other.product.archive())
    const [completed] = eventsOf(placed.checkoutSessionId!)
    await deliver(completed)
    await applyOwed()
    assert.deepEqual(await traces(placed), ONCE)
  })

  test('waits while the provider is out of order, and is made up for', async ({ assert }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!)
    stripe.down = 503
    assert.equal(await deliver(completed), 200)
    await applyOwed()
    assert.deepEqual(await traces(placed), NOTHING)
    stripe.down = null
    await applyOwed()
    assert.deepEqual(await traces(placed), NOTHING, 'it is left alone until its time')
    await sql(`update receipts set due_at = clock_timestamp() where event_id = ?`, [completed.id])
    await applyOwed()
    assert.deepEqual(await traces(placed), ONCE)
  })

  test('tells how it went once, though two jobs take its receipt at once', async ({ assert }) => {
    const placed = await placeOrder(shop)
    const [completed] = eventsOf(placed.checkoutSessionId!)
    await deliver(completed)
    await Promise.all([applyOwed(), applyOwed(), applyOwed()])
    const [event] = await sql<{ outcome: string; attempts: number }>(
      `select e.outcome, r.attempts from payment_events e join receipts r on r.id = e.receipt_id
       where e.event_id = ?`,
      [completed.id]
    )
    assert.deepEqual(event, { outcome: 'Fulfilled: access granted, receipt queued', attempts: 1 })
  })
})
