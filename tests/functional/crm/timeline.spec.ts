import { v7 as uuid } from 'uuid'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { drainOnce } from '#core/events/pump'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import ContactUpdated from '#crm/events/contact_updated'
import Contact from '#crm/models/contact'
import { timelinePage } from '#crm/queries/timeline_page'
import { timeline as reader } from '#crm/readers/timeline'
import { planOf } from '#tests/support/plan'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'
import { workOff } from '#tests/support/queue'

type Line = {
  id: number
  kind: string
  who: string | null
  text: string
  detail: string | null
  href: string | null
  contact: { id: string; label: string } | null
}
type Page = { lines: Line[]; next: string | null; groups: { key: string }[] }

test.group('Timelines', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let owner: Person
  let contact: { id: string; fullName: string }
  let companyId: string

  group.each.setup(async () => {
    organizationId = await plantOrganization()
    owner = await plantStaff(organizationId)
    contact = await plantContact(organizationId)
    companyId = uuid()
    await sql(
      `insert into companies (id, organization_id, name, source, created_at, updated_at)
       values (?, ?, 'Acme', 'staff', now(), now())`,
      [companyId, organizationId]
    )
  })

  const read = async (client: ApiClient, path: string, person = owner): Promise<Page> => {
    const response = await as(
      person,
      client.get(`/admin/timeline/${path}`).header('Accept', 'application/json')
    )
    response.assertStatus(200)
    return response.body()
  }

  /** A fact about the contact, with further records. */
  const tell = (links: (object | null)[], contactId: string | null = contact.id) =>
    Tenant.run(organizationId, () =>
      ContactUpdated.recordAlone({
        organizationId,
        subjectId: contact.id,
        contactId,
        payload: { fields: ['firstName'], links } as never,
      })
    )

  const settled = (client: ApiClient, path: string, count: number) =>
    until(`${count} lines`, async () => {
      await workOff()
      const page = await read(client, path)
      return page.lines.length >= count && page
    })

  /** Lines straight into the tables, a minute apart, the newest first. */
  const plantLines = (count: number, kind = 'contact.updated') =>
    sql(
      `insert into activities (organization_id, contact_id, event_id, kind, actor_type, payload, occurred_at)
       select ?, ?, n, ?, 'system', '{"fields":["city"]}', now() - n * interval '1 minute'
       from generate_series(1, ${count}) n`,
      [organizationId, contact.id, kind]
    )

  test('show a fact once on each record that it names', async ({ client, assert }) => {
    const other = await plantContact(organizationId, 'Grace Hopper')
    const company = { type: 'company', id: companyId }
    await tell([
      company,
      company,
      { type: 'contact', id: other.id },
      { type: 'contact', id: contact.id },
    ])
    await tell([
      { type: 'company', id: 'no id' },
      { type: 'user', id: owner.user.id },
      null,
      company,
    ])
    await settled(client, `company/${companyId}`, 2)
    const kinds = async (path: string) => (await read(client, path)).lines.map(({ kind }) => kind)
    assert.deepEqual(await kinds(`contact/${contact.id}`), [
      'contact.updated',
      'contact.updated',
      'contact.created',
    ])
    assert.deepEqual(await kinds(`contact/${other.id}`), ['contact.updated', 'contact.created'])
    const { lines } = await read(client, `company/${companyId}`)
    assert.lengthOf(lines, 2)
    assert.isTrue(lines.every((line) => line.contact?.id === contact.id))
  })

  test('show what concerns no contact, too', async ({ client, assert }) => {
    await tell([{ type: 'company', id: companyId }], null)
    const { lines } = await settled(client, `company/${companyId}`, 1)
    assert.isNull(lines[0].contact)
  })

  test('write a batch once, also when it is drained again', async ({ client, assert }) => {
    await tell([{ type: 'company', id: companyId }])
    await settled(client, `company/${companyId}`, 1)
    assert.equal(await drainOnce(reader), 0)
    const broken = db.transaction(async (trx) => {
      await reader.drain(
        [
          {
            id: 1,
            xid: '1',
            organizationId,
            type: 'contact.updated',
            version: 1,
            subjectType: 'contact',
            subjectId: contact.id,
            contactId: contact.id,
            actorType: 'system',
            actorId: null,
            requestId: null,
            payload: {},
            occurredAt: new Date(),
            recordedAt: new Date(),
          },
        ],
        trx
      )
      throw new Error('The batch fails after it was written')
    })
    await assert.rejects(() => broken)
    assert.lengthOf((await read(client, `contact/${contact.id}`)).lines, 2)
  })

  test('tell who did what in sentences', async ({ client, assert }) => {
    const response = await as(
      owner,
      client
        .post('/admin/tasks')
        .header('Accept', 'application/json')
        .json({ title: 'Call back', links: [{ type: 'contact', id: contact.id }] })
    )
    const taskId = response.body().task.id
    await settled(client, `contact/${contact.id}`, 2)
    const { lines } = await read(client, `contact/${contact.id}`)
    assert.deepEqual(
      lines.map(({ who, text, href }) => [who, text, href]),
      [
        [owner.user.fullName, 'made the task “Call back”', `/admin/tasks?task=${taskId}`],
        [contact.fullName, 'became a contact', null],
      ]
    )
  })

  test('tell of one more number that it was added, and of none that it changed', async ({
    client,
    assert,
  }) => {
    const person = await Tenant.run(organizationId, () => Contact.findOrFail(contact.id))
    const wait = async (count: number) => {
      const { lines } = await settled(client, `contact/${contact.id}`, count)
      return lines[0]
    }
    await Tenant.run(organizationId, () => person.addAddress('phones', { text: '+49 30 901820' }))
    assert.containsSubset(await wait(2), {
      ...{ text: 'added the number +49 30 901820', detail: null },
    })
    const [phone] = await Tenant.run(organizationId, () => person.addresses('phones'))
    await Tenant.run(organizationId, () =>
      person.reviseAddress('phones', phone.id, { text: '+49 30 901821' })
    )
    assert.containsSubset(await wait(3), {
      ...{ text: 'changed phone', detail: '+49 30 901820 → +49 30 901821' },
    })
    await Tenant.run(organizationId, () =>
      person.reviseAddress('phones', phone.id, { label: 'home' })
    )
    assert.containsSubset(await wait(4), { text: 'changed phone', detail: null })
    await Tenant.run(organizationId, () => person.removeAddress('phones', phone.id))
    assert.containsSubset(await wait(5), { text: 'removed the number +49 30 901821' })
  })

  test('are read to their end, each line once, while they grow', async ({ client, assert }) => {
    await plantLines(75)
    const seen: number[] = []
    let cursor: string | null = ''
    let pages = 0
    while (cursor !== null) {
      const path = `contact/${contact.id}${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`
      const page: Page = await read(client, path)
      seen.push(...page.lines.map(({ id }) => id))
      cursor = page.next
      if (pages++ === 0) await tell([])
      await workOff()
    }
    const planted = await sql<{ id: number }>(
      `select id from activities where contact_id = ? and payload @> '{"fields":["city"]}'`,
      [contact.id]
    )
    assert.lengthOf(planted, 75)
    assert.includeMembers(
      seen,
      planted.map(({ id }) => id)
    )
    assert.lengthOf(new Set(seen), seen.length)
  })

  test('refuse a page of another timeline', async ({ client }) => {
    await plantLines(40)
    const { next } = await read(client, `contact/${contact.id}`)
    const other = await plantContact(organizationId, 'Grace Hopper')
    const response = await as(
      owner,
      client
        .get(`/admin/timeline/contact/${other.id}?cursor=${encodeURIComponent(next!)}`)
        .header('Accept', 'application/json')
    )
    response.assertStatus(422)
  })

  test('are filtered by kind, and hide what a role may not see', async ({ client, assert }) => {
    await plantLines(3)
    await sql(
      `insert into activities (organization_id, contact_id, event_id, kind, actor_type, payload, occurred_at)
       values (?, ?, 99, 'order.paid', 'system', ?, now())`,
      [
        organizationId,
        contact.id,
        JSON.stringify({ orderId: uuid(), number: 7, totalMinor: 4900, currency: 'EUR' }),
      ]
    )
    const { lines, groups } = await read(client, `contact/${contact.id}?group=orders`)
    assert.deepEqual(
      lines.map(({ who, text }) => [who, text]),
      [[contact.fullName, 'paid €49 for order 7']]
    )
    assert.includeMembers(
      groups.map(({ key }) => key),
      ['notes', 'tasks', 'orders', 'profile']
    )
    const viewer = await plantStaff(organizationId, 'viewer')
    const seen = await read(client, `contact/${contact.id}`, viewer)
    assert.lengthOf(
      seen.lines.filter(({ kind }) => kind === 'order.paid'),
      0
    )
    assert.isAtLeast(seen.lines.length, 3)
    assert.notInclude(
      seen.groups.map(({ key }) => key),
      'orders'
    )
    assert.lengthOf((await read(client, `contact/${contact.id}?group=orders`, viewer)).lines, 0)
  })

  test('of records that are not there are not found', async ({ client }) => {
    const elsewhere = await plantOrganization('Elsewhere')
    const foreign = await plantContact(elsewhere)
    await sql('update contacts set deleted_at = now() where id = ?', [contact.id])
    for (const path of [`contact/${foreign.id}`, `contact/${contact.id}`, `deal/${uuid()}`]) {
      for (const rest of ['', '/tasks']) {
        const response = await as(
          owner,
          client.get(`/admin/timeline/${path}${rest}`).header('Accept', 'application/json')
        )
        response.assertStatus(404)
      }
    }
  })

  test('are read along an index, filtered or not, first page or deep', async ({ assert }) => {
    await plantLines(200)
    await plantLines(5, 'order.paid')
    await Tenant.run(organizationId, async () => {
      const contactTarget = { type: 'contact' as const, id: contact.id }
      const company = { type: 'company' as const, id: companyId }
      const { next } = await timelinePage({ target: contactTarget, kinds: null })
      for (const [target, kinds, cursor] of [
        [contactTarget, null, null],
        [contactTarget, null, next],
        [contactTarget, ['order.paid', 'order.placed'], null],
        [contactTarget, ['order.paid', 'order.placed'], next],
        [company, null, null],
        [company, ['order.paid', 'order.placed'], null],
        [contactTarget, ['order.paid'], null],
        [company, ['order.paid'], null],
      ] as const) {
        const table = target.type === 'contact' ? 'activities' : 'activity_links'
        const plan = await planOf(table, () =>
          timelinePage({ target, kinds: kinds && [...kinds], cursor })
        )
        const where = `${target.type} ${String(kinds)} ${cursor ? 'deep' : 'first'}:\n${plan}`
        assert.notMatch(plan, /Seq Scan/, where)
        // Each kind is looked up by itself; without kinds the order comes out of the index.
        if (kinds) assert.match(plan, /Index Cond: .*kind = (wanted\.kind|'order)/, where)
        else assert.match(plan, /Limit[^\n]*\n\s*->\s+Index (Only )?Scan( Backward)? using/, where)
      }
    })
  })
})
