import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { applyOwed, fresh, placeOrder, plantShop, type Shop } from '#tests/support/shop'
import { deliver, StripeSide } from '#tests/support/stripe_side'
import { as, plantStaff } from '#tests/support/people'
import { plantContact } from '#tests/support/school'
import { workOff } from '#tests/support/queue'

type Panel = { key: string; rows: { title: string; status: string | null; money: object | null }[] }

test.group("A contact's record", (group) => {
  group.tap((one) => one.timeout(30_000))
  let stripe: StripeSide
  let shop: Shop
  let contactId: string

  group.setup(async () => {
    stripe = await StripeSide.start()
    return () => stripe.stop()
  })
  group.each.setup(async () => {
    shop = await plantShop()
    const order = await placeOrder(shop)
    const { session } = stripe.pay(order.checkoutSessionId!, {
      email: 'ada@record.test',
      name: 'Ada Lovelace',
    })
    await deliver(stripe.event('checkout.session.completed', session))
    await applyOwed()
    await workOff()
    contactId = (await fresh(order)).contactId!
  })

  /** What the page of the contact loads after it is shown. */
  const load = async (client: ApiClient, role: string) => {
    const person = await plantStaff(shop.organizationId, role)
    const response = await as(
      person,
      client.get(`/admin/contacts/${contactId}`)
    ).withInertiaPartialReload('crm/contacts/show', ['panels'])
    response.assertStatus(200)
    const told = await as(person, client.get(`/admin/timeline/contact/${contactId}`))
    return {
      panels: response.body().props.panels as Panel[],
      timeline: told.body().lines as { kind: string; text: string }[],
    }
  }

  test('tells what happened, the newest first and each thing once', async ({ client, assert }) => {
    await Tenant.run(shop.organizationId, async () => {
      const contact = await Contact.query().where('id', contactId).firstOrFail()
      await contact.revise({ city: 'London' })
    })
    await workOff()
    const { timeline } = await load(client, 'owner')
    const kinds = timeline.map((line) => line.kind)
    assert.equal(kinds[0], 'contact.updated')
    assert.lengthOf(new Set(kinds), kinds.length)
    assert.includeMembers(kinds, ['contact.created', 'order.paid', 'access.granted'])
    assert.isTrue(timeline.every((line) => line.text.length > 3 && line.text !== line.kind))
    const [{ events }] = await sql<{ events: number }>(
      'select count(*)::int as events from events where organization_id = ? and contact_id = ?',
      [shop.organizationId, contactId]
    )
    assert.lengthOf(timeline, events)
  })

  test('shows orders, courses and mails', async ({ client, assert }) => {
    const { panels } = await load(client, 'owner')
    const rows = Object.fromEntries(panels.map((panel) => [panel.key, panel.rows]))
    assert.deepEqual(
      rows.orders.map(({ status, money }) => ({ status, money })),
      [{ status: 'paid', money: { minor: 4900, currency: 'EUR' } }]
    )
    assert.deepEqual(
      rows.courses.map((row) => row.title),
      [shop.course.title]
    )
    assert.isNotEmpty(rows.mails)
  })

  test('shows each role what it may see', async ({ client, assert }) => {
    const shown: Record<string, string[]> = {
      viewer: ['courses', 'deals', 'segments'],
      editor: ['courses', 'deals', 'segments'],
      finance: ['courses', 'deals', 'mails', 'orders', 'segments'],
      agent: ['courses', 'deals', 'mails', 'orders', 'segments'],
      owner: ['courses', 'deals', 'mails', 'orders', 'segments'],
    }
    for (const [role, keys] of Object.entries(shown)) {
      const { panels } = await load(client, role)
      assert.deepEqual(panels.map((panel) => panel.key).sort(), keys, role)
    }
  })

  test('is empty for who did nothing, and holds nothing of others', async ({ client, assert }) => {
    contactId = (await plantContact(shop.organizationId, 'Quiet One')).id
    await workOff()
    const { timeline, panels } = await load(client, 'owner')
    assert.deepEqual(
      timeline.map((line) => line.kind),
      ['contact.created']
    )
    assert.isTrue(panels.every((panel) => panel.rows.length === 0))
  })

  test('does not wait for what is loaded later', async ({ client, assert }) => {
    const person = await plantStaff(shop.organizationId)
    const response = await as(person, client.get(`/admin/contacts/${contactId}`)).withInertia()
    const { props, deferredProps } = response.body()
    assert.equal(props.contact.fullName, 'Ada Lovelace')
    assert.notProperty(props, 'panels')
    assert.sameMembers(Object.values(deferredProps as Record<string, string[]>).flat(), [
      'panels',
      'consent',
    ])
  })
})
