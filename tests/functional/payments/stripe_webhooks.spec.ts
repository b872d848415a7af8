import { test } from '@japa/runner'
import Stripe from 'stripe'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { connectAccount, rotateAccount } from '#identity/provider_accounts'
import type ProviderAccount from '#identity/models/provider_account'
import { checkStripe } from '#payments/connection_check'
import {
  applyOwed,
  fresh,
  NOTHING,
  placeOrder,
  plantShop,
  traces,
  type Shop,
} from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'

const now = () => Math.floor(Date.now() / 1000)

test.group('Webhooks of Stripe', (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop

  group.setup(async () => {
    stripe = await StripeSide.start()
    shop = await plantShop()
  })
  group.teardown(() => stripe.stop())

  const connect = (to: Shop, name: string): Promise<ProviderAccount> =>
    Tenant.run(to.organizationId, () =>
      connectAccount('stripe', {
        secretKey: `sk_test_sandbox_${name}`,
        webhookSecret: `whsec_${name}`,
      })
    )
  const rowsOf = (event: { id: string }) =>
    sql(
      'select id from receipts where event_id = ? union all select receipt_id from payment_events where event_id = ?',
      [event.id, event.id]
    )
  const paid = async (to = shop) => {
    const order = await placeOrder(to)
    const { session } = stripe.pay(order.checkoutSessionId!)
    return { order, event: stripe.event('checkout.session.completed', session) }
  }

  test('a forged one changes nothing', async ({ assert }) => {
    const own = await connect(await plantShop(), 'elsewhere')
    const { order, event } = await paid()
    const payload = JSON.stringify(event, null, 2)
    const good = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_sandbox' })
    const signature = good.split('v1=')[1]
    const forged: Record<string, Parameters<typeof deliver>[1]> = {
      'without a signature': { header: null },
      'an empty signature': { header: '' },
      'signed with another secret': { secret: 'whsec_wrong' },
      'signed by the old scheme alone': { header: `t=${now()},v0=${signature}` },
      'one byte more': { header: good, body: `${payload} ` },
      'the same JSON written anew': { header: good, body: JSON.stringify(event) },
      'the secret of another account': { secret: 'whsec_elsewhere' },
      'a hundred wrong signatures': {
        header: `t=${now()},${Array.from({ length: 50 }, () => `v1=${'0'.repeat(64)}`).join(',')}`,
      },
      'no hexadecimal': { header: `t=${now()},v1=${'zz'.repeat(32)}` },
      'a header of eight thousand characters': { header: `t=${now()},v1=${'a'.repeat(8000)}` },
      'no time in the header': { header: `v1=${signature}` },
    }
    for (const [how, delivery] of Object.entries(forged)) {
      assert.equal(await deliver(event, delivery), 400, how)
      assert.deepEqual(await rowsOf(event), [], how)
    }
    // What one account signs is not for the address of another.
    assert.equal(await deliver(event, { account: own.id }), 400)
    await applyOwed()
    assert.deepEqual(await traces(order), NOTHING)
  })

  test('a stale one, or one from the future, is refused at 301 seconds and taken at 290', async ({
    assert,
  }) => {
    const { event } = await paid()
    assert.equal(await deliver(event, { at: now() - 301 }), 400)
    assert.deepEqual(await rowsOf(event), [])
    assert.equal(await deliver(event, { at: now() - 290 }), 200)
    assert.lengthOf(await rowsOf(event), 2)
  })

  test('the other mode, an unknown account and what is no event are refused', async ({
    assert,
  }) => {
    const { order, event } = await paid()
    assert.equal(await deliver({ ...event, livemode: true }), 400)
    assert.equal(await deliver(event, { account: '0190a6d8-0000-7000-8000-000000000000' }), 404)
    assert.equal(await deliver(event, { account: 'nobody' }), 404)
    assert.equal(await deliver({ hello: 'world' }), 400)
    assert.deepEqual(await rowsOf(event), [])
    await applyOwed()
    assert.deepEqual(await traces(order), NOTHING)
  })

  test('truncated and enormous bodies are refused', async ({ assert }) => {
    const { event } = await paid()
    const payload = JSON.stringify(event, null, 2)
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_sandbox' })
    const cut = await deliver(event, { header, body: payload.slice(0, -20) })
    assert.isAtLeast(cut, 400)
    assert.isBelow(cut, 500)
    assert.equal(await deliver(event, { header, body: `{"a":"${'x'.repeat(1_200_000)}"}` }), 413)
    assert.deepEqual(await rowsOf(event), [])
  })

  test('unknown types and strangers are kept and ignored, with a word for people', async ({
    assert,
  }) => {
    const strange = stripe.event('price.created', { id: 'price_1' })
    const stranger = stripe.event('checkout.session.completed', { id: 'cs_test_of_somebody_else' })
    for (const event of [strange, stranger]) assert.equal(await deliver(event), 200)
    await applyOwed()
    const rows = await sql(
      'select state, outcome from payment_events where event_id in (?, ?) order by type',
      [strange.id, stranger.id]
    )
    assert.deepEqual(rows, [
      { state: 'ignored', outcome: 'No order here belongs to it' },
      { state: 'ignored', outcome: 'Nothing here depends on such events' },
    ])
  })

  test('a rotated secret is good for another day', async ({ assert }) => {
    const other = await plantShop()
    const account = await connect(other, 'first')
    const { order, event } = await paid(other)
    await Tenant.run(other.organizationId, () =>
      rotateAccount(account, { secretKey: 'sk_test_sandbox_first', webhookSecret: 'whsec_second' })
    )
    const second = stripe.event('payment_intent.succeeded', { id: 'pi_nobody' })
    assert.equal(await deliver(event, { account: account.id, secret: 'whsec_first' }), 200)
    assert.equal(await deliver(second, { account: account.id, secret: 'whsec_second' }), 200)
    assert.equal(
      await deliver(stripe.event('x.y', { id: 'z' }), {
        account: account.id,
        secret: 'whsec_sandbox',
      }),
      400
    )
    await applyOwed()
    assert.equal((await fresh(order)).status, 'paid')
  })

  test("an organization's account cannot touch another's order", async ({ assert }) => {
    const [victim, attacker] = [await plantShop(), await plantShop()]
    const account = await connect(attacker, 'attacker')
    const order = await placeOrder(victim)
    // The attacker holds a key of their own and says the victim's order in its metadata.
    const own = await placeOrder(attacker)
    const { session, intent, charge } = stripe.pay(own.checkoutSessionId!)
    session.metadata = { order_id: order.id }
    intent.metadata = { order_id: order.id }
    await sql('delete from seat_holds where order_id = ?', [own.id])
    await sql(
      'update orders set checkout_session_id = null, payment_intent_id = null where id = ?',
      [own.id]
    )
    for (const event of [
      stripe.event('checkout.session.completed', session),
      stripe.event('payment_intent.succeeded', intent),
      stripe.event('charge.refunded', charge),
    ]) {
      assert.equal(await deliver(event, { account: account.id, secret: 'whsec_attacker' }), 200)
    }
    await applyOwed()
    assert.deepEqual(await traces(order), NOTHING)
    assert.equal((await fresh(order)).status, 'pending')
  })

  test('the connection check names the balance', async ({ assert }) => {
    const account = await connect(await plantShop(), 'checked')
    assert.equal(await checkStripe(account), 'Connected in test mode. Available balance: €123')
  })
})
