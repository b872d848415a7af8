import { test } from '@japa/runner'
import { Access } from '#access/access'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import type Order from '#commerce/models/order'
import { refundOrder } from '#commerce/refunding'
import { performRefund } from '#commerce/refunds'
import { applyOwed, fresh, placeOrder, plantShop, seatsOf, type Shop } from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'

test.group('Refunds', (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop

  group.setup(async () => {
    stripe = await StripeSide.start()
  })
  group.teardown(() => stripe.stop())
  group.each.setup(async () => {
    shop = await plantShop()
  })
  group.each.teardown(() => {
    clock.restore()
    stripe.down = null
  })

  const within = <T>(fn: () => Promise<T>) => Tenant.run(shop.organizationId, fn)
  const tell = async (type: string, object: { id: string }) => {
    await deliver(stripe.event(type, object))
    await applyOwed()
  }
  const sell = async (): Promise<Order> => {
    const order = await placeOrder(shop)
    await tell('checkout.session.completed', stripe.pay(order.checkoutSessionId!).session)
    return fresh(order)
  }
  const refund = async (order: Order, amountMinor?: number) => {
    const { id } = await within(() =>
      refundOrder(order.id, { amountMinor, reason: 'Asked for', requestedBy: null })
    )
    await within(() => performRefund(id))
    return id
  }
  const access = (order: Order) =>
    within(() => Access.explain(order.contactId!, 'course', shop.course.id))
  const setPolicy = (refundPolicy: string) =>
    within(() => shop.product.merge({ refundPolicy }).save())
  const refused = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error) => (error instanceof Refusal ? error.message : Promise.reject(error))
    )

  test('in full ends the access at once and tells the buyer', async ({ assert }) => {
    const order = await sell()
    const id = await refund(order)
    const after = await fresh(order)
    assert.equal(after.status, 'refunded')
    assert.equal(after.refundedMinor, 4900)
    const { allowed, reason } = await access(order)
    assert.isFalse(allowed)
    assert.match(reason, /^Your access ended on .*: The purchase was refunded$/)
    const mails = await sql(`select mail from outgoing_mails where key = ?`, [id])
    assert.deepEqual(mails, [{ mail: 'commerce/refund' }])
  })

  test('in part keeps the access until nothing remains', async ({ assert }) => {
    const order = await sell()
    await refund(order, 1000)
    assert.equal((await fresh(order)).status, 'partially_refunded')
    assert.isTrue((await access(order)).allowed)
    await refund(order, 3899)
    assert.isTrue((await access(order)).allowed)
    await refund(order, 1)
    assert.equal((await fresh(order)).status, 'refunded')
    assert.isFalse((await access(order)).allowed)
  })

  test('cannot be more than was paid, one after the other or at once', async ({ assert }) => {
    const order = await sell()
    assert.equal(await refused(refund(order, 4901)), 'At most €49 can go back.')
    const asked = await Promise.all(
      Array.from({ length: 10 }, () =>
        refused(
          within(() =>
            refundOrder(order.id, { amountMinor: 2000, reason: 'Twice', requestedBy: null })
          )
        )
      )
    )
    assert.lengthOf(
      asked.filter((message) => message === null),
      2
    )
    const { refunds } = await fresh(order)
    await Promise.all(
      refunds.flatMap(({ id }) => [1, 2, 3].map(() => within(() => performRefund(id))))
    )
    assert.equal((await fresh(order)).refundedMinor, 4000)
    assert.equal(await refused(refund(order, 901)), 'At most €9 can go back.')
    await refund(order)
    assert.equal(await refused(refund(order)), 'Nothing is left to refund.')
  })

  test('made at the dashboard are taken over, however often they are told', async ({ assert }) => {
    const order = await sell()
    const part = stripe.refundAtDashboard(order.paymentIntentId!, 900)
    for (let n = 0; n < 3; n++) {
      await tell('refund.created', part)
      await tell('charge.refunded', { id: String(part.charge) })
    }
    const after = await fresh(order)
    assert.equal(after.status, 'partially_refunded')
    assert.deepEqual(
      after.refunds.map((one) => [one.providerRef, one.status, one.amountMinor]),
      [[part.id, 'succeeded', 900]]
    )
    await tell('charge.refund.updated', stripe.refundAtDashboard(order.paymentIntentId!, 4000))
    assert.equal((await fresh(order)).status, 'refunded')
    assert.isFalse((await access(order)).allowed)
  })

  test('told before the sale itself, both are applied', async ({ assert }) => {
    const order = await placeOrder(shop)
    const { intent } = stripe.pay(order.checkoutSessionId!)
    await tell('refund.created', stripe.refundAtDashboard(intent.id, 4900))
    const after = await fresh(order)
    assert.equal(after.status, 'refunded')
    assert.isNotNull(after.fulfilledAt)
    assert.isFalse((await access(after)).allowed)
  })

  test('that fail later give the access back', async ({ assert }) => {
    shop = await plantShop({ seats: 1 })
    const order = await sell()
    await refund(order)
    assert.deepEqual(await seatsOf(shop), { sold: 0, held: 0 })
    const [given] = [...stripe.refunds.values()].slice(-1)
    Object.assign(given, { status: 'failed', failure_reason: 'lost_or_stolen_card' })
    await tell('refund.failed', given)
    const after = await fresh(order)
    assert.equal(after.status, 'paid')
    assert.equal(after.refundedMinor, 0)
    const { allowed, reason } = await access(order)
    assert.isTrue(allowed)
    assert.include(reason, 'the refund did not go through')
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
    await refund(order)
    assert.isFalse((await access(order)).allowed)
  })

  test('follow the policy: kept access stays', async ({ assert }) => {
    await setPolicy('keep')
    const order = await sell()
    await refund(order)
    assert.equal((await fresh(order)).status, 'refunded')
    assert.isTrue((await access(order)).allowed)
  })

  test('follow the policy: access to the end of the period', async ({ assert }) => {
    await setPolicy('period_end')
    const order = await sell()
    await refund(order)
    const { allowed, until } = await access(order)
    assert.isTrue(allowed)
    assert.equal(Math.round(until!.diff(order.fulfilledAt!, 'days').days), 30)
    clock.travel({ days: 31 })
    assert.isFalse((await access(order)).allowed)
  })

  test('are carried out once though the answer was lost', async ({ assert }) => {
    const order = await sell()
    const { id } = await within(() =>
      refundOrder(order.id, { amountMinor: 1000, reason: 'Lost', requestedBy: null })
    )
    stripe.down = 500
    await assert.rejects(() => within(() => performRefund(id)))
    assert.equal((await fresh(order)).refunds[0].status, 'requested')
    stripe.down = null
    await within(() => performRefund(id))
    await within(() => performRefund(id))
    assert.equal((await fresh(order)).refundedMinor, 1000)
  })

  test('that the provider refuses are marked failed, with its words', async ({ assert }) => {
    const order = await sell()
    const { id } = await within(() =>
      refundOrder(order.id, { amountMinor: 4900, reason: 'Race', requestedBy: null })
    )
    stripe.refundAtDashboard(order.paymentIntentId!, 4900)
    await within(() => performRefund(id))
    const after = await fresh(order)
    assert.equal(after.status, 'refunded')
    assert.equal(after.refundedMinor, 4900)
    assert.deepEqual(after.refunds.map((one) => one.status).sort(), ['failed', 'succeeded'])
  })
})
