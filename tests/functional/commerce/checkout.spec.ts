import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Order from '#commerce/models/order'
import { Offer } from '#commerce/offer'
import { PORTAL_SESSION_KEY } from '#access/portal/portal_session'
import { applyOwed, fresh, ONCE, plantShop, seatsOf, traces, type Shop } from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'
import { plantContact } from '#tests/support/school'

test.group('The checkout', (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop

  group.setup(async () => {
    stripe = await StripeSide.start()
  })
  group.teardown(() => stripe.stop())
  group.each.setup(async () => {
    shop = await plantShop()
    await sql('delete from rate_limits')
  })
  group.each.teardown(() => {
    clock.restore()
    stripe.down = null
  })

  const buy = (client: ApiClient, fields: Record<string, string> = {}) =>
    client
      .post('/checkout')
      .header('host', shop.host)
      .header('origin', `http://${shop.host}`)
      .form({ product_id: shop.product.id, currency: 'EUR', ...fields })
      .redirects(0)
  const placed = () =>
    Tenant.run(shop.organizationId, () => Order.query().orderBy('number', 'desc').firstOrFail())
  const returnOf = (order: Order) => {
    const url = new URL(String(stripe.session(order.checkoutSessionId!).success_url))
    return { path: url.pathname, token: url.searchParams.get('token')! }
  }
  const bought = async (client: ApiClient, payer = {}) => {
    await buy(client)
    const order = await placed()
    await deliver(
      stripe.event(
        'checkout.session.completed',
        stripe.pay(order.checkoutSessionId!, payer).session
      )
    )
    await applyOwed()
    return { order: await fresh(order), ...returnOf(order) }
  }
  const visit = (client: ApiClient, path: string) =>
    client.get(path).header('host', shop.host).redirects(0)

  test('the buy button leads to the payment page, without a cookie', async ({ client, assert }) => {
    const answer = await buy(client)
    answer.assertStatus(303)
    const order = await placed()
    assert.equal(answer.header('location'), order.checkoutUrl)
    assert.isUndefined(answer.header('set-cookie'))
    const session = stripe.session(order.checkoutSessionId!)
    assert.deepInclude(session, {
      amount_total: 4900,
      currency: 'eur',
      client_reference_id: order.id,
    })
    assert.include(String(session.cancel_url), `/courses/${shop.course.slug}`)
    assert.closeTo(Number(session.expires_at), Date.now() / 1000 + 1800, 60)
    assert.closeTo(order.expiresAt!.toSeconds(), Date.now() / 1000 + 1820, 70)
  })

  test('prices are in the currency asked for, else the own, else the first', async ({
    client,
    assert,
  }) => {
    await Tenant.run(shop.organizationId, () =>
      db.transaction((trx) =>
        shop.product.setPrices(
          [
            { currency: 'EUR', amountMinor: 4900 },
            { currency: 'JPY', amountMinor: 8000 },
          ],
          trx
        )
      )
    )
    await buy(client, { currency: 'jpy' })
    const order = await placed()
    assert.deepInclude(order.$attributes, { currency: 'JPY', totalMinor: 8000 })
    const offer = await Tenant.run(shop.organizationId, () =>
      Offer.forProduct(shop.product.id, 'CHF')
    )
    assert.deepEqual(offer!.price, { minor: 4900, currency: 'EUR' })
    assert.deepEqual(offer!.currencies, ['EUR', 'JPY'])
  })

  test('a form from elsewhere, a foreign product and nonsense sell nothing', async ({
    client,
    assert,
  }) => {
    const foreign = await plantShop()
    const crossed = await buy(client).header('origin', 'https://evil.test')
    crossed.assertStatus(403)
    const site = await buy(client).header('sec-fetch-site', 'cross-site')
    site.assertStatus(403)
    const other = await buy(client, { product_id: foreign.product.id })
    other.assertStatus(404)
    const nonsense = await buy(client, { product_id: 'all of them' }).accept('json')
    nonsense.assertStatus(422)
    const orders = await sql('select id from orders where organization_id in (?, ?)', [
      shop.organizationId,
      foreign.organizationId,
    ])
    assert.lengthOf(orders, 0)
  })

  test('what is in the way is said on a page of its own', async ({ client, assert }) => {
    shop = await plantShop({ seats: 0 })
    const full = await buy(client)
    full.assertStatus(303)
    const page = await visit(client, full.header('location')!)
    page.assertStatus(200)
    assert.include(page.text(), 'All seats are taken')
    assert.match(String(page.header('cache-control')), /no-store/)

    shop = await plantShop()
    stripe.down = 400
    const broken = await buy(client)
    assert.include(
      (await visit(client, broken.header('location')!)).text(),
      'The payment page did not open'
    )
    stripe.down = null
    await Tenant.run(shop.organizationId, () => shop.product.unpublish())
    const gone = await buy(client)
    assert.include((await visit(client, gone.header('location')!)).text(), 'not on sale')
  })

  test('thirty clicks of one address are enough', async ({ client }) => {
    shop = await plantShop({ seats: 0 })
    for (let n = 0; n < 30; n++) await buy(client)
    const often = await buy(client).accept('json')
    often.assertStatus(429)
  })

  test('the return page prepares, asks the provider itself, and turns', async ({
    client,
    assert,
  }) => {
    await buy(client)
    const order = await placed()
    const { path, token } = returnOf(order)
    const early = await visit(client, `${path}?token=${token}`)
    early.assertStatus(200)
    assert.include(early.text(), 'Payment received, preparing your access')
    assert.match(String(early.header('cache-control')), /no-store/)
    assert.isUndefined(early.header('etag'))
    const wrong = await visit(client, `${path}?token=somebody-elses`)
    wrong.assertStatus(404)

    // No webhook ever comes.
    stripe.pay(order.checkoutSessionId!, { email: 'bea@buyer.test' })
    await Tenant.run(shop.organizationId, async () => {
      const { settle } = await import('#commerce/settlement')
      await Promise.all([settle(order.id), settle(order.id)])
    })
    const status = await visit(client, `${path}/status?token=${token}`)
    status.assertBody({ state: 'ready' })
    assert.deepEqual(await traces(order), ONCE)
    const ready = await visit(client, `${path}?token=${token}`)
    assert.include(ready.text(), 'Your access is ready')
    assert.include(ready.text(), 'Begin now')
  })

  test('the buyer of a first order goes in from there, once, and for a day', async ({
    client,
    assert,
  }) => {
    const { order, path, token } = await bought(client)
    const enter = () =>
      client
        .post(`${path}/enter`)
        .header('host', shop.host)
        .withCsrfToken()
        .form({ token })
        .redirects(0)
    const first = await enter()
    first.assertHeader('location', '/learn')
    const again = await enter()
    again.assertHeader('location', `${path}?token=${token}`)
    const rows = await sql<{ id: string; contact_id: string }>(
      'select id, contact_id from portal_sessions where organization_id = ?',
      [shop.organizationId]
    )
    assert.lengthOf(rows, 1)
    assert.equal(rows[0].contact_id, order.contactId)
    const learn = () => visit(client, '/learn').withSession({ [PORTAL_SESSION_KEY]: rows[0].id })
    assert.equal((await learn()).status(), 200)
    clock.travel({ hours: 25 })
    assert.equal((await learn()).header('location'), '/learn/login')
  })

  test('an address that was known before opens nothing: its owner has the mail', async ({
    client,
    assert,
  }) => {
    const known = await plantContact(shop.organizationId)
    const { path, token } = await bought(client, { email: known.email })
    const page = await visit(client, `${path}?token=${token}`)
    assert.notInclude(page.text(), 'Begin now')
    assert.include(page.text(), 'We know this address')
    await client
      .post(`${path}/enter`)
      .header('host', shop.host)
      .withCsrfToken()
      .form({ token })
      .redirects(0)
    const rows = await sql('select id from portal_sessions where organization_id = ?', [
      shop.organizationId,
    ])
    assert.lengthOf(rows, 0)
  })

  test('the way in closes after an hour, and when the same person buys again', async ({
    client,
    assert,
  }) => {
    const late = await bought(client)
    clock.travel({ minutes: 61 })
    await client
      .post(`${late.path}/enter`)
      .header('host', shop.host)
      .withCsrfToken()
      .form({ token: late.token })
      .redirects(0)
    assert.lengthOf(
      await sql('select id from portal_sessions where organization_id = ?', [shop.organizationId]),
      0
    )
    clock.restore()

    const first = await bought(client, { email: 'twice@buyer.test' })
    await client
      .post(`${first.path}/enter`)
      .header('host', shop.host)
      .withCsrfToken()
      .form({ token: first.token })
      .redirects(0)
    const second = await bought(client, { email: 'twice@buyer.test' })
    const [session] = await sql(
      'select revoked_at from portal_sessions where organization_id = ?',
      [shop.organizationId]
    )
    assert.isNotNull(session.revoked_at)
    const page = await visit(client, `${second.path}?token=${second.token}`)
    assert.include(page.text(), 'You had this already')
  })

  test('the return page knows banks that think, and closed pages', async ({ client, assert }) => {
    await buy(client)
    const slow = await placed()
    await deliver(
      stripe.event('checkout.session.completed', stripe.payLater(slow.checkoutSessionId!))
    )
    await buy(client)
    const closed = await placed()
    await deliver(
      stripe.event('checkout.session.expired', stripe.expire(closed.checkoutSessionId!))
    )
    await applyOwed()
    for (const [order, words] of [
      [slow, 'Your bank needs a few days'],
      [closed, 'The checkout was closed'],
    ] as const) {
      const { path, token } = returnOf(order)
      assert.include((await visit(client, `${path}?token=${token}`)).text(), words)
    }
  })

  test('a free product asks who, and opens by mail alone', async ({ client, assert }) => {
    shop = await plantShop({ seats: 1 })
    await Tenant.run(shop.organizationId, () =>
      shop.course.setPricing({ isFree: true, prices: [], seatLimit: 1 })
    )
    const answer = await buy(client)
    const path = `/checkout/free/${shop.product.id}`
    assert.equal(answer.header('location'), path)
    assert.include((await visit(client, path)).text(), 'Send me the way in')
    const join = (email: string) =>
      client
        .post(path)
        .header('host', shop.host)
        .withCsrfToken()
        .form({ name: 'Fay Free', email })
        .redirects(0)
    const joined = await join('fay@free.test')
    joined.assertHeader('location', path)
    joined.assertFlashMessage('freeSentTo', 'fay@free.test')
    const order = await placed()
    assert.deepInclude(order.$attributes, {
      status: 'paid',
      totalMinor: 0,
      provider: null,
      name: 'Fay Free',
    })
    assert.deepEqual(await traces(order), { ...ONCE, payments: 0 })
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
    assert.lengthOf(
      await sql('select id from portal_sessions where organization_id = ?', [shop.organizationId]),
      0
    )
    const full = await join('late@free.test').accept('json')
    full.assertStatus(409)
    assert.deepEqual(await seatsOf(shop), { sold: 1, held: 0 })
  })
})
