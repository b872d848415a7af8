import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { reconcileOrders } from '#commerce/reconciliation'
import {
  applyOwed,
  fresh,
  NOTHING,
  ONCE,
  placeOrder,
  plantShop,
  seatsOf,
  traces,
  type Shop,
} from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'

test.group('Reconciliation', (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop

  group.setup(async () => {
    stripe = await StripeSide.start()
  })
  group.teardown(() => stripe.stop())
  group.each.setup(async () => {
    // Orders of other tests live at providers that are gone.
    await sql(
      `update orders set status = 'expired', checkout_session_id = null where status in ('pending', 'processing')`
    )
    await sql('update orders set reconciled_at = ?', [new Date(Date.now() + 86_400_000 * 400)])
    shop = await plantShop({ seats: 5 })
  })
  group.each.teardown(() => {
    clock.restore()
    stripe.down = null
  })

  test('makes up for webhooks that never came', async ({ assert }) => {
    const [paid, thinking, closed, open] = [
      await placeOrder(shop),
      await placeOrder(shop),
      await placeOrder(shop),
      await placeOrder(shop),
    ]
    stripe.pay(paid.checkoutSessionId!)
    stripe.payLater(thinking.checkoutSessionId!)
    stripe.expire(closed.checkoutSessionId!)
    clock.travel({ minutes: 6 })
    assert.deepEqual(await reconcileOrders(), { checked: 4, repaired: 3, failed: 0 })
    assert.deepEqual(await traces(paid), ONCE)
    assert.equal((await fresh(thinking)).status, 'processing')
    assert.equal((await fresh(closed)).status, 'expired')
    assert.equal((await fresh(open)).status, 'pending')
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 2 })
    const [note] = await sql<{ payload: { repaired: string[] } }>(
      `select payload from events where type = 'order.reconciled' and subject_id = ?`,
      [paid.id]
    )
    assert.deepEqual(note.payload.repaired, [
      'pending → paid: Fulfilled: access granted, receipt queued',
    ])

    clock.travel({ minutes: 30 })
    await reconcileOrders()
    assert.equal((await fresh(open)).status, 'expired')
    assert.equal(stripe.session(open.checkoutSessionId!).status, 'expired')
    assert.deepEqual(await traces(open), NOTHING)
  })

  test('finds refunds that were made elsewhere, and repeats nothing', async ({ assert }) => {
    const order = await placeOrder(shop)
    const { intent } = stripe.pay(order.checkoutSessionId!)
    await deliver(stripe.event('payment_intent.succeeded', intent))
    await applyOwed()
    stripe.refundAtDashboard(intent.id, 4900)
    clock.travel({ hours: 1 })
    assert.deepEqual(await reconcileOrders(), { checked: 1, repaired: 1, failed: 0 })
    assert.equal((await fresh(order)).status, 'refunded')
    assert.deepEqual(await reconcileOrders(), { checked: 0, repaired: 0, failed: 0 })
    clock.travel({ hours: 21 })
    assert.deepEqual(await reconcileOrders(), { checked: 1, repaired: 0, failed: 0 })
  })

  test('counts what it could not reach, and goes on', async ({ assert }) => {
    const order = await placeOrder(shop)
    stripe.down = 400
    clock.travel({ minutes: 6 })
    assert.deepEqual(await reconcileOrders(), { checked: 0, repaired: 0, failed: 1 })
    stripe.down = null
    stripe.pay(order.checkoutSessionId!)
    const command = await ace.create(
      (await import('#commands/commerce/orders_reconcile')).default,
      []
    )
    await command.exec()
    command.assertSucceeded()
    assert.deepEqual(await traces(order), ONCE)
  })
})
