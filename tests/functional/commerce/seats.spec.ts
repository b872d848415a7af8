import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Refusal } from '#core/http/refusal'
import type Order from '#commerce/models/order'
import { endCheckout, sweepHolds } from '#commerce/expiry'
import { performRefund } from '#commerce/refunds'
import {
  applyOwed,
  fresh,
  NOTHING,
  ONCE,
  placeOrder,
  plantShop,
  seatsOf,
  traces,
} from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'

test.group('Seats', (group) => {
  group.tap((one) => one.timeout(60_000))
  let stripe: StripeSide

  group.setup(async () => {
    stripe = await StripeSide.start()
  })
  group.teardown(() => stripe.stop())
  group.each.teardown(() => {
    clock.restore()
    stripe.down = null
  })

  const tell = async (type: string, object: { id: string }) => {
    await deliver(stripe.event(type, object))
    await applyOwed()
  }

  test('two hundred buyers at once get ten seats, and none is charged without one', async ({
    assert,
  }) => {
    const shop = await plantShop({ seats: 10 })
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        placeOrder(shop).catch((error) => {
          if (error instanceof Refusal) return error.code
          throw error
        })
      )
    )
    const orders = outcomes.filter((one): one is Order => typeof one === 'object')
    assert.lengthOf(orders, 10)
    assert.deepEqual(
      [...new Set(outcomes.filter((one) => typeof one === 'string'))],
      ['E_SOLD_OUT']
    )
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 10 })
    const events = orders.map((order) =>
      stripe.event('checkout.session.completed', stripe.pay(order.checkoutSessionId!).session)
    )
    await Promise.all(events.map((event) => deliver(event)))
    await Promise.all([applyOwed(), applyOwed(), applyOwed()])
    assert.deepEqual(await seatsOf(shop), { sold: 10, held: 0 })
  })

  test('a payment page that does not open gives the seat back', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    stripe.down = 400
    await assert.rejects(() => placeOrder(shop), /could not be opened. Nothing was charged/)
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 0 })
    const [order] = await sql('select status, note from orders where organization_id = ?', [
      shop.organizationId,
    ])
    assert.deepEqual(order, { status: 'failed', note: 'The payment page could not be opened' })
  })

  test('an expired session gives the seat back', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    await tell('checkout.session.expired', stripe.expire(order.checkoutSessionId!))
    assert.equal((await fresh(order)).status, 'expired')
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 0 })
    const released = await sql(
      `select id from events where type = 'seat.released' and subject_id = ?`,
      [shop.product.id]
    )
    assert.lengthOf(released, 1)
  })

  test('a hold ends after 31 minutes, and its page is closed at the provider first', async ({
    assert,
  }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    clock.travel({ minutes: 29 })
    assert.equal(
      await Tenant.run(shop.organizationId, () => endCheckout(order.id)),
      'The checkout is still open'
    )
    clock.travel({ minutes: 3 })
    assert.isAtLeast(await sweepHolds(), 1)
    await Tenant.run(shop.organizationId, () => endCheckout(order.id))
    assert.equal(stripe.session(order.checkoutSessionId!).status, 'expired')
    assert.equal((await fresh(order)).status, 'expired')
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 0 })
  })

  test('a payment of the last second counts though its webhook was lost', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    stripe.pay(order.checkoutSessionId!)
    clock.travel({ minutes: 32 })
    await Tenant.run(shop.organizationId, () => endCheckout(order.id))
    assert.deepEqual(await traces(order), ONCE)
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
  })

  test('a seat is not given away while the provider cannot be asked', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    clock.travel({ minutes: 32 })
    stripe.down = 400
    await assert.rejects(() => Tenant.run(shop.organizationId, () => endCheckout(order.id)))
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 1 })
  })

  test('a delayed method keeps its seat until the bank says yes', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    await tell('checkout.session.completed', stripe.payLater(order.checkoutSessionId!))
    assert.equal((await fresh(order)).status, 'processing')
    clock.travel({ days: 4 })
    await sweepHolds()
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 1 })
    await tell(
      'checkout.session.async_payment_succeeded',
      stripe.decide(order.checkoutSessionId!, true)
    )
    assert.deepEqual(await traces(order), ONCE)
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
  })

  test('a delayed method gives its seat back when the bank says no', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    await tell('checkout.session.completed', stripe.payLater(order.checkoutSessionId!))
    const decided = stripe.decide(order.checkoutSessionId!, false)
    await tell('checkout.session.async_payment_failed', decided)
    await tell('checkout.session.completed', decided)
    assert.equal((await fresh(order)).status, 'failed')
    assert.deepEqual(await traces(order), NOTHING)
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 0 })
  })

  test('money that comes after the release has a seat when one is free', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    const { session } = stripe.pay(order.checkoutSessionId!)
    await tell(
      'checkout.session.expired',
      Object.assign(session, { status: 'expired', payment_status: 'unpaid' })
    )
    assert.equal((await fresh(order)).status, 'expired')
    Object.assign(session, { status: 'complete', payment_status: 'paid' })
    await tell('checkout.session.async_payment_succeeded', session)
    assert.deepEqual(await traces(order), ONCE)
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
  })

  test('money that comes after the last seat goes back, and the buyer reads why', async ({
    assert,
  }) => {
    const shop = await plantShop({ seats: 1 })
    const late = await placeOrder(shop)
    await tell('checkout.session.expired', stripe.expire(late.checkoutSessionId!))
    const quick = await placeOrder(shop)
    await tell('checkout.session.completed', stripe.pay(quick.checkoutSessionId!).session)

    const { session } = stripe.pay(late.checkoutSessionId!)
    const event = stripe.event('checkout.session.completed', session)
    for (let n = 0; n < 3; n++) await deliver(event)
    await Promise.all([applyOwed(), applyOwed()])
    const missed = await fresh(late)
    assert.isNull(missed.fulfilledAt)
    assert.lengthOf(missed.refunds, 1)
    await Tenant.run(shop.organizationId, () => performRefund(missed.refunds[0].id))
    assert.equal((await fresh(late)).status, 'refunded')
    assert.lengthOf(
      [...stripe.refunds.values()].filter((one) => one.payment_intent === session.payment_intent),
      1
    )
    assert.deepInclude(await traces(late), { grants: 0, receipts: 0, paid: 0 })
    const mails = await sql(
      `select mail from outgoing_mails where organization_id = ? and to_address = ?`,
      [shop.organizationId, missed.email]
    )
    assert.deepEqual(mails, [{ mail: 'commerce/seat_refunded' }])
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
  })
})
