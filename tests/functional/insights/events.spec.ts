import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { eventLog } from '#insights/queries/event_log'
import { Tenant } from '#core/tenancy/tenant'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import SitePage from '#site/models/site_page'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'
import { plantSchool } from '#tests/support/school'

type Line = {
  id: number
  type: string
  label: string
  actor: string
  actorType: string
  at: string
}
type Log = {
  events: Line[]
  next: string | null
  previous: string | null
  people: { id: string; name: string }[]
  types: { type: string; label: string }[]
}

test.group('The event log', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Logged')
    owner = await plantStaff(organizationId)
  })

  const ask = (client: ApiClient, qs: Record<string, string> = {}, person = owner) =>
    as(person, client.get('/admin/events')).qs(qs)
  const log = async (client: ApiClient, qs: Record<string, string> = {}): Promise<Log> => {
    const response = await ask(client, qs).withInertia()
    response.assertStatus(200)
    return response.body().props
  }
  /** Facts straight into the log, the oldest first. Of kinds that no listener acts on. */
  const plant = (
    at: string[],
    { type = 'contact.updated', actorType = 'system', actorId = null as string | null } = {}
  ) =>
    sql(
      `insert into events (organization_id, type, actor_type, actor_id, payload, occurred_at)
       select ?, ?, ?, ?, '{"fields": []}', at::timestamptz from unnest(?::text[]) with ordinality as t (at, n) order by n`,
      [organizationId, type, actorType, actorId, at]
    )

  test('says who did what, in words', async ({ client, assert }) => {
    await as(owner, client.post('/admin/contacts')).json({ email: 'ada@log.test' })
    await plant(['2026-01-01'])
    await plant(['2026-01-01'], { actorType: 'user', actorId: uuid() })
    const { events, people, types } = await log(client)
    assert.deepEqual(
      events.map(({ type, actor, actorType }) => [type, actor, actorType]),
      [
        ['contact.created', owner.user.fullName, 'user'],
        ['contact.updated', 'A former user', 'user'],
        ['contact.updated', 'Warren', 'system'],
      ]
    )
    assert.equal(events[0].label, 'Became a contact')
    assert.deepInclude(events[0], { ip: '127.0.0.1' })
    assert.deepEqual(people, [{ id: owner.user.id, name: owner.user.fullName }])
    assert.isTrue(types.some(({ type }) => type === 'contact.created'))
  })

  test('filters by kind, person and day', async ({ client, assert }) => {
    const other = await plantStaff(organizationId, 'agent')
    await plant(['2026-03-01T10:00Z'], { type: 'course.created' })
    await plant(['2026-03-02T10:00Z'], { actorType: 'user', actorId: owner.user.id })
    await plant(['2026-03-03T10:00Z'], { actorType: 'user', actorId: other.user.id })
    const days = async (qs: Record<string, string>) =>
      (await log(client, qs)).events.map(({ at }) => at.slice(8, 10))
    assert.deepEqual(await days({}), ['03', '02', '01'])
    assert.deepEqual(await days({ type: 'course.created' }), ['01'])
    assert.deepEqual(await days({ actor: other.user.id }), ['03'])
    assert.deepEqual(await days({ from: '2026-03-02' }), ['03', '02'])
    assert.deepEqual(await days({ to: '2026-03-02' }), ['02', '01'])
    assert.deepEqual(await days({ from: '2026-03-02', to: '2026-03-02' }), ['02'])
    assert.deepEqual(await days({ from: '2026-03-03', to: '2026-03-01' }), [])
    assert.deepEqual(await days({ type: 'course.created', actor: other.user.id }), [])
  })

  test('stands in the order in which things happened, not in which they were written down', async ({
    client,
    assert,
  }) => {
    const days = ['2026-04-03', '2026-04-01', '2026-04-04', '2026-04-02']
    await plant(days)
    await plant(['2026-04-02T12:00Z'], { type: 'course.created' })
    const seen = (await log(client)).events.map(({ at }) => at.slice(8, 13))
    assert.deepEqual(seen, ['04T00', '03T00', '02T12', '02T00', '01T00'])
  })

  test("its days are the organization's", async ({ client, assert }) => {
    await sql(`update organizations set time_zone = 'Europe/Berlin' where id = ?`, [organizationId])
    await plant([
      '2026-03-28T22:59:59Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:59.999Z',
      '2026-03-29T22:00:00Z',
    ])
    const { events } = await log(client, { from: '2026-03-29', to: '2026-03-29' })
    assert.deepEqual(
      events.map(({ at }) => at),
      ['2026-03-29T21:59:59.999Z', '2026-03-28T23:00:00.000Z']
    )
  })

  test('a filter that is none is told at its field', async ({ client, assert }) => {
    for (const [name, value] of [
      ['from', '2026-02-30'],
      ['to', '2026-13-01'],
      ['from', 'yesterday'],
      ['to', "2026-01-01' or 1=1"],
      ['actor', 'ada'],
      ['type', 'nope'],
      ['type', "course.created'--"],
    ]) {
      const response = await ask(client, { [name]: value }).accept('json')
      response.assertStatus(422)
      assert.equal(JSON.parse(response.text()).errors[0].pointer, `/${name}`)
    }
    ;(await ask(client, { cursor: 'nonsense' }).accept('json')).assertStatus(422)
  })

  test('is paged without doubling or losing a line, though more is written meanwhile', async ({
    client,
    assert,
  }) => {
    await plant(
      Array.from({ length: 95 }, (_, n) => `2026-01-01T00:00:${String(n % 60).padStart(2, '0')}Z`)
    )
    const seen: { id: number; at: string }[] = []
    let cursor: string | null = ''
    let last: Log | null = null
    while (cursor !== null) {
      last = await log(client, cursor ? { cursor } : {})
      seen.push(...last.events.map(({ id, at }) => ({ id, at })))
      cursor = last.next
      await plant(['2026-01-02'])
    }
    assert.lengthOf(seen, 95)
    assert.lengthOf(new Set(seen.map(({ id }) => id)), 95)
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => b.at.localeCompare(a.at) || b.id - a.id)
    )
    const back = await log(client, { cursor: last!.previous! })
    assert.deepEqual(
      back.events.map(({ id }) => id),
      seen.slice(40, 80).map(({ id }) => id)
    )
    const moved = await ask(client, { cursor: last!.previous!, type: 'course.created' }).accept(
      'json'
    )
    moved.assertStatus(422)
  })

  test('is for those who may, and holds nothing of other organizations', async ({
    client,
    assert,
  }) => {
    await plant(['2026-01-01'])
    for (const role of ['viewer', 'editor', 'agent', 'finance']) {
      const person = await plantStaff(organizationId, role)
      ;(await ask(client, {}, person).accept('json')).assertStatus(403)
    }
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    const response = await ask(client, {}, stranger).withInertia()
    assert.deepEqual(response.body().props.events, [])
    assert.notInclude(response.text(), owner.user.id)
  })

  test('each filter is served by an index, without sorting', async ({ assert }) => {
    for (const type of ['contact.updated', 'course.created', 'site_page.updated']) {
      await plant(
        Array.from(
          { length: 400 },
          (_, n) => `2026-01-01T00:00:${String(n % 60).padStart(2, '0')}Z`
        ),
        { type, actorType: 'user', actorId: type === 'course.created' ? owner.user.id : uuid() }
      )
    }
    await sql('analyze events')
    const plan = (filters: Record<string, string | null>) =>
      planOf('events', () =>
        Tenant.run(organizationId, () => eventLog(organizationId, 'UTC', filters))
      )
    const { next } = await Tenant.run(organizationId, () => eventLog(organizationId, 'UTC', {}))
    const asked: Record<string, string | null>[] = [
      {},
      { cursor: next },
      { type: 'course.created' },
      { actor: owner.user.id },
      { from: '2026-01-01', to: '2026-01-01' },
      { type: 'course.created', from: '2026-01-01' },
      { type: 'course.created', actor: owner.user.id },
    ]
    for (const filters of asked) {
      const text = await plan(filters)
      assert.match(text, /Index Scan.* on events/, `${JSON.stringify(filters)}\n${text}`)
      assert.notMatch(text, /Seq Scan on events|Sort/, `${JSON.stringify(filters)}\n${text}`)
    }
  })

  test('what a request did carries its id', async ({ client, assert }) => {
    const response = await as(owner, client.post('/admin/contacts'))
      .json({ email: 'ada@request.test' })
      .header('x-request-id', 'trace-1234')
    const [{ request_id: requestId }] = await sql<{ request_id: string }>(
      'select request_id from events where organization_id = ?',
      [organizationId]
    )
    assert.equal(requestId, response.header('x-request-id'))
  })
})

test.group('The search of the palette', (group) => {
  let organizationId: string
  let title: string

  group.each.setup(async () => {
    const school = await plantSchool('Findme')
    organizationId = school.organizationId
    title = school.course.title
    await Tenant.run(organizationId, () =>
      Contact.enter({ email: 'findme@search.test', firstName: 'Findme' })
    )
  })

  const search = async (client: ApiClient, q: string, person: Person) => {
    const response = await as(person, client.get('/admin/search')).qs({ q }).accept('json')
    response.assertStatus(200)
    return (response.body().hits as { label: string; to: string }[]).map(({ label }) => label)
  }

  test('finds people and courses of this organization', async ({ client, assert }) => {
    const owner = await plantStaff(organizationId)
    assert.includeMembers(await search(client, 'findme', owner), ['Findme', title])
    assert.deepEqual(await search(client, '%%', owner), [])
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    assert.deepEqual(await search(client, 'findme', stranger), [])
  })

  test('finds companies and pages, folded, each under its kind, and only what one may see', async ({
    client,
    assert,
  }) => {
    await Tenant.run(organizationId, async () => {
      await Company.create({ name: 'Möhre & Söhne', source: 'staff' })
      const page = await SitePage.of('imprint')
      await page.merge({ title: 'Imprint', bodyHtml: '<p>The mohregarden</p>' }).save()
    })
    const hits = async (person: Person, q: string) => {
      const response = await as(person, client.get('/admin/search')).qs({ q }).accept('json')
      return (response.body().hits as { label: string; kind: string }[]).map(
        ({ label, kind }) => `${kind}: ${label}`
      )
    }
    const owner = await plantStaff(organizationId)
    assert.deepEqual(await hits(owner, 'mohre'), ['Companies: Möhre & Söhne'])
    assert.deepEqual(await hits(owner, 'mohregarden'), ['Pages: Imprint'])
    assert.deepEqual(await hits(await plantStaff(organizationId, 'viewer'), 'imprint'), [
      'Pages: Imprint',
    ])
  })

  test('one letter is too little', async ({ client, assert }) => {
    const owner = await plantStaff(organizationId)
    const response = await as(owner, client.get('/admin/search')).qs({ q: 'f' }).accept('json')
    response.assertStatus(422)
    assert.equal(JSON.parse(response.text()).errors[0].pointer, '/q')
  })
})
