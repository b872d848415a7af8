import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Product from '#commerce/models/product'
import type Order from '#commerce/models/order'
import { applyOwed, fresh, placeOrder, plantShop, type Shop } from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'
import { as, plantStaff, type Person } from '#tests/support/people'

test.group('Products and orders in the admin', (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop
  let owner: Person

  group.setup(async () => {
    stripe = await StripeSide.start()
  })
  group.teardown(() => stripe.stop())
  group.each.setup(async () => {
    shop = await plantShop()
    owner = await plantStaff(shop.organizationId, 'owner')
  })

  const sell = async (payer = {}): Promise<Order> => {
    const order = await placeOrder(shop)
    await deliver(
      stripe.event(
        'checkout.session.completed',
        stripe.pay(order.checkoutSessionId!, payer).session
      )
    )
    await applyOwed()
    return fresh(order)
  }
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    // Props of a page, whose shape each test knows.
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
  }

  test('orders are found by number, address, state and product', async ({ client, assert }) => {
    const [ada, bea] = [
      await sell({ email: 'ada@found.test', name: 'Ada' }),
      await sell({ email: 'bea@found.test', name: 'Bea' }),
    ]
    const open = await placeOrder(shop)
    const numbers = async (query: string) =>
      (await props(as(owner, client.get(`/admin/orders${query}`)))).orders.map(
        (order: { number: number }) => order.number
      )
    assert.deepEqual(await numbers(''), [open.number, bea.number, ada.number])
    assert.deepEqual(await numbers('?q=ADA@found'), [ada.number])
    assert.deepEqual(await numbers(`?q=${bea.number}`), [bea.number])
    assert.deepEqual(await numbers('?status=pending'), [open.number])
    assert.deepEqual(await numbers(`?product=${shop.product.id}&status=paid`), [
      bea.number,
      ada.number,
    ])
    assert.deepEqual(await numbers('?to=2020-01-01'), [])
  })

  test('the record tells all of an order', async ({ client, assert }) => {
    const order = await sell({ email: 'ada@record.test' })
    const page = await props(as(owner, client.get(`/admin/orders/${order.id}`)))
    assert.equal(page.order.email, 'ada@record.test')
    assert.deepEqual(
      page.payments.map((payment: { amount: object }) => payment.amount),
      [{ minor: 4900, currency: 'EUR' }]
    )
    assert.deepEqual(
      page.events.map((event: { type: string; state: string }) => [event.type, event.state]),
      [['checkout.session.completed', 'applied']]
    )
    assert.deepEqual(
      page.facts.map((fact: { type: string }) => fact.type),
      ['order.paid', 'order.placed']
    )
    assert.deepEqual(
      page.mails.map((mail: { mail: string }) => mail.mail),
      ['commerce/receipt']
    )
    assert.deepEqual(
      page.access.map((grant: { title: string }) => grant.title),
      [shop.course.title]
    )
  })

  test('a refund is asked for here, and too much is refused at its field', async ({
    client,
    assert,
  }) => {
    const order = await sell()
    const refund = (amountMinor: number) =>
      as(owner, client.post(`/admin/orders/${order.id}/refunds`)).json({
        amountMinor,
        reason: 'Asked for',
      })
    const good = await refund(900)
    good.assertHeader('location', `/admin/orders/${order.id}`)
    const [row] = await sql(
      'select amount_minor, status, requested_by from refunds where order_id = ?',
      [order.id]
    )
    assert.deepEqual(row, { amount_minor: 900, status: 'requested', requested_by: owner.user.id })
    const bad = await refund(4001).accept('json')
    bad.assertStatus(422)
    assert.include(bad.text(), 'At most €40 can go back.')
  })

  test('a receipt is sent once more', async ({ client, assert }) => {
    const order = await sell()
    await as(owner, client.post(`/admin/orders/${order.id}/receipts`))
    const mails = await sql(
      `select id from outgoing_mails where mail = 'commerce/receipt' and to_address = ?`,
      [order.email]
    )
    assert.lengthOf(mails, 2)
  })

  test('a product is made, priced, filled and put on sale', async ({ client, assert }) => {
    const made = await as(owner, client.post('/admin/products')).json({ name: 'All of it' })
    const id = made.header('location')!.match(/products\/([^/]+)\/edit/)![1]
    const early = await as(owner, client.post(`/admin/products/${id}/publication`)).accept('json')
    early.assertStatus(422)
    const form = {
      name: 'All of it',
      slug: 'all-of-it',
      description: 'Everything',
      isFree: false,
      accessDays: 30,
      refundPolicy: 'period_end',
      seatLimit: 12,
      prices: [
        { currency: 'EUR', amountMinor: 9900 },
        { currency: 'USD', amountMinor: 10900 },
      ],
      grants: [{ subjectType: 'course', subjectId: shop.course.id }],
    }
    const saved = await as(owner, client.put(`/admin/products/${id}`)).json(form)
    saved.assertHeader('location', `/admin/products/${id}/edit`)
    await as(owner, client.post(`/admin/products/${id}/publication`))
    const page = await props(as(owner, client.get(`/admin/products/${id}/edit`)))
    assert.deepInclude(page.product, {
      status: 'published',
      accessDays: 30,
      refundPolicy: 'period_end',
      seatLimit: 12,
      free: 12,
    })
    assert.deepEqual(page.product.prices, form.prices)

    const foreign = await plantShop()
    const stolen = await as(owner, client.put(`/admin/products/${id}`))
      .accept('json')
      .json({ ...form, grants: [{ subjectType: 'course', subjectId: foreign.course.id }] })
    stolen.assertStatus(422)
    const unpriced = await as(owner, client.put(`/admin/products/${id}`))
      .accept('json')
      .json({ ...form, prices: [] })
    unpriced.assertStatus(422)
  })

  test('fewer seats than are given away are refused at the field', async ({ client, assert }) => {
    const limited = await plantShop({ seats: 5 })
    const staff = await plantStaff(limited.organizationId, 'owner')
    await sql('update product_seats set sold = 3, held = 1 where product_id = ?', [
      limited.product.id,
    ])
    const page = `/admin/products/${limited.product.id}`
    const { product } = await props(as(staff, client.get(`${page}/edit`)))
    const form = (seatLimit: number | null) => ({ ...product, seatLimit })
    const limit = async () =>
      (
        await sql('select seat_limit from product_seats where product_id = ?', [limited.product.id])
      )[0]?.seat_limit ?? null
    const told = async (seatLimit: number) => {
      const response = await as(staff, client.put(page)).accept('json').json(form(seatLimit))
      response.assertStatus(422)
      return JSON.parse(response.text()).errors
    }
    const message = 'There are 3 sold and 1 held by who pays now: the number can be 4 or more'
    assert.deepEqual(await told(2), [{ pointer: '/seatLimit', message }])
    assert.deepEqual(await told(3), [{ pointer: '/seatLimit', message }])
    assert.equal(await limit(), 5)
    const pricing = await as(staff, client.put(`/admin/courses/${limited.course.id}/pricing`))
      .accept('json')
      .json({ isFree: false, seatLimit: 1, prices: [{ currency: 'EUR', amountMinor: 4900 }] })
    pricing.assertStatus(422)
    await as(staff, client.put(page)).json(form(4))
    assert.equal(await limit(), 4)
    // A refund that failed made one too many: the form can still be saved.
    await sql('update product_seats set sold = 4 where product_id = ?', [limited.product.id])
    ;(await as(staff, client.put(page)).json(form(4))).assertStatus(302)
    await as(staff, client.put(page)).json(form(null))
    assert.isNull(await limit())
  })

  test('products are found by their name, as it is written', async ({ client, assert }) => {
    await sql(`update products set name = 'The whole 100% rabbit' where id = ?`, [shop.product.id])
    const hits = async (q: string, person = owner) => {
      const answer = await as(person, client.get('/admin/search')).qs({ q }).accept('json')
      answer.assertStatus(200)
      return (answer.body().hits as { label: string; to: string }[]).filter(({ to }) =>
        to.startsWith('/admin/products')
      )
    }
    assert.deepEqual(
      (await hits('whole 100% r')).map(({ to }) => to),
      [`/admin/products/${shop.product.id}/edit`]
    )
    assert.deepEqual(await hits('w%rabbit'), [])
    const stranger = await plantShop()
    const other = await plantStaff(stranger.organizationId, 'owner')
    assert.deepEqual(await hits('whole 100% r', other), [])
    const list = async (q: string) =>
      (await props(as(owner, client.get('/admin/products').qs({ q })))).products
    assert.lengthOf(await list('100%'), 1)
    assert.lengthOf(await list('%%'), 0)
  })

  test('a former price stays where it was paid', async ({ client, assert }) => {
    const order = await sell()
    await as(owner, client.put(`/admin/courses/${shop.course.id}/pricing`)).json({
      isFree: false,
      seatLimit: null,
      prices: [{ currency: 'EUR', amountMinor: 6900 }],
    })
    assert.equal((await fresh(order)).totalMinor, 4900)
    const prices = await sql(
      'select amount_minor, archived_at is null as active from product_prices where product_id = ? order by created_at',
      [shop.product.id]
    )
    assert.deepEqual(prices, [
      { amount_minor: 4900, active: false },
      { amount_minor: 6900, active: true },
    ])
  })

  test('roles are refused what they may not', async ({ client, assert }) => {
    const order = await sell()
    const calls: Record<string, (client: ApiClient) => ApiRequest> = {
      'orders:read': (c) => c.get('/admin/orders').withInertia(),
      'orders:show': (c) => c.get(`/admin/orders/${order.id}`).withInertia(),
      'orders:refund': (c) =>
        c.post(`/admin/orders/${order.id}/refunds`).json({ amountMinor: 1, reason: 'Test' }),
      'orders:resend': (c) => c.post(`/admin/orders/${order.id}/receipts`),
      'products:read': (c) => c.get('/admin/products').withInertia(),
      'products:create': (c) => c.post('/admin/products').json({ name: 'New' }),
      'products:publish': (c) => c.post(`/admin/products/${shop.product.id}/archival`),
    }
    const refusedTo: Record<string, string[]> = {
      viewer: [
        'orders:read',
        'orders:show',
        'orders:refund',
        'orders:resend',
        'products:create',
        'products:publish',
      ],
      agent: ['orders:refund', 'products:create', 'products:publish'],
      editor: ['orders:read', 'orders:show', 'orders:refund', 'orders:resend', 'products:publish'],
      finance: ['orders:resend'],
      admin: [],
    }
    for (const [role, refused] of Object.entries(refusedTo)) {
      const person = await plantStaff(shop.organizationId, role)
      for (const [name, call] of Object.entries(calls)) {
        const { text, ...rest } = await as(person, call(client))
          .accept('json')
          .then((answer) => ({ text: answer.text(), status: answer.status() }))
        assert.equal(
          rest.status === 403,
          refused.includes(name),
          `${role} ${name}: ${rest.status} ${text.slice(0, 120)}`
        )
      }
    }
    await Tenant.run(shop.organizationId, async () => {
      const product = await Product.query().where('id', shop.product.id).firstOrFail()
      assert.equal(product.status, 'archived')
    })
  })

  test("another organization's orders and products are not found", async ({ client }) => {
    const foreign = await plantShop()
    const order = await placeOrder(foreign)
    const paths = [`/admin/orders/${order.id}`, `/admin/products/${foreign.product.id}/edit`]
    for (const path of paths) (await as(owner, client.get(path)).withInertia()).assertStatus(404)
    const refund = await as(owner, client.post(`/admin/orders/${order.id}/refunds`))
      .accept('json')
      .json({ reason: 'Theirs' })
    refund.assertStatus(404)
  })
})
