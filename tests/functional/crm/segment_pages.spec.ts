import { test } from '@japa/runner'
import type { ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type Contact from '#crm/models/contact'
import Segment from '#crm/models/segment'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { makerOf, membersOf, plantSegment } from '#tests/support/segments'

test.group('Segments in the admin', (group) => {
  let organizationId: string
  let owner: Person
  let ada: Contact

  group.each.setup(async () => {
    organizationId = await plantOrganization('Segment pages')
    owner = await plantStaff(organizationId)
    ada = await plantContact(organizationId, 'Ada Lovelace')
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const named = { condition: 'contact.last_name', operator: 'is', value: 'Lovelace' }
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    // Props of a page, whose shape each test knows.
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const make = async () => {
    const segment = await inTenant(() => plantSegment(makerOf(owner), { all: [named] }, 'Poets'))
    await workOff()
    return segment
  }

  test('a segment is made, shown with its members, and listed', async ({ client, assert }) => {
    const made = await as(owner, client.post('/admin/segments')).json({
      name: ' Poets ',
      kind: 'dynamic',
      definition: { all: [named] },
    })
    made.assertStatus(302)
    const path = made.header('location')!
    await workOff()
    const page = await props(as(owner, client.get(path)))
    assert.deepInclude(page.segment, {
      name: 'Poets',
      memberCount: 1,
      isBuilding: false,
      summary: 'Last name is “Lovelace”',
    })
    assert.deepEqual(
      page.members.rows.map((row: { id: string }) => row.id),
      [ada.id]
    )
    const list = await props(as(owner, client.get('/admin/segments?q=poe')))
    assert.deepEqual(
      list.segments.map((row: { name: string }) => row.name),
      ['Poets']
    )
    assert.lengthOf((await props(as(owner, client.get('/admin/segments?q=nobody')))).segments, 0)
  })

  test('what is wrong is said, and nothing is made', async ({ client, assert }) => {
    for (const [body, message] of [
      [{ name: '', kind: 'dynamic' }, /name/],
      [{ name: 'A', kind: 'other' }, /kind/],
      [
        { name: 'A', kind: 'dynamic', definition: { all: [{ condition: 'no.such' }] } },
        /not there/,
      ],
      [{ name: 'A', kind: 'dynamic', definition: { all: 'x' } }, /A group is a list/],
      [
        {
          name: 'A',
          kind: 'dynamic',
          definition: { condition: 'segment.member', operator: 'any', value: [organizationId] },
        },
        /not there any more/,
      ],
    ] as const) {
      const answer = await as(owner, client.post('/admin/segments')).json(body).accept('json')
      assert.equal(answer.status(), 422, JSON.stringify(body))
      assert.match(answer.text(), message)
    }
    assert.lengthOf(await inTenant(async () => Segment.query()), 0)
  })

  test('while it is edited, whom it fits is counted, and ten are shown', async ({
    client,
    assert,
  }) => {
    const answer = await as(owner, client.post('/admin/segment-counts')).json({
      definition: { any: [named, { not: named }] },
    })
    answer.assertStatus(200)
    assert.deepEqual(answer.body().count, { count: 1, margin: 0, isExact: true })
    assert.equal(answer.body().sample[0].name, 'Ada Lovelace')
    assert.equal(answer.body().summary, 'Last name is “Lovelace” or not (Last name is “Lovelace”)')
  })

  test('says why somebody is in or not, condition by condition', async ({ client, assert }) => {
    const segment = await inTenant(() =>
      plantSegment(makerOf(owner), {
        all: [named, { any: [{ condition: 'contact.country', operator: 'is', value: 'DE' }] }],
      })
    )
    await workOff()
    const path = `/admin/segments/${segment.id}/reasons`
    const answer = await as(owner, client.get(`${path}/${ada.id}`))
    answer.assertStatus(200)
    const { since, reason } = answer.body()
    assert.isNull(since)
    assert.isFalse(reason.holds)
    assert.deepEqual(
      reason.parts.map((part: { holds: boolean }) => part.holds),
      [true, false]
    )
    assert.equal(reason.parts[0].text, 'Last name is “Lovelace”')
    const nobody = await as(owner, client.get(`${path}/${organizationId}`))
    nobody.assertStatus(404)
  })

  test('a list is filled and emptied by hand', async ({ client, assert }) => {
    const made = await as(owner, client.post('/admin/segments')).json({
      name: 'Press',
      kind: 'static',
    })
    const path = made.header('location')!
    const id = path.split('/').pop()!
    await as(owner, client.post(`${path}/contacts`)).json({ contactIds: [ada.id] })
    assert.deepEqual(await membersOf(id), [ada.id])
    assert.equal((await props(as(owner, client.get(path)))).segment.memberCount, 1)
    const gone = await as(owner, client.delete(`${path}/contacts/${ada.id}`))
    gone.assertStatus(302)
    assert.deepEqual(await membersOf(id), [])
    ;(await as(owner, client.delete(`${path}/contacts/${ada.id}`))).assertStatus(404)
  })

  test('is changed, duplicated, archived and taken back', async ({ client, assert }) => {
    const segment = await make()
    const path = `/admin/segments/${segment.id}`
    const edit = await props(as(owner, client.get(`${path}/edit`)))
    assert.deepEqual(edit.segment.definition, { all: [named] })
    assert.isAbove(edit.forms.length, 10)

    await as(owner, client.put(path)).json({ name: 'Writers', definition: { all: [] } })
    await workOff()
    const page = await props(as(owner, client.get(path)))
    assert.deepInclude(page.segment, { name: 'Writers', summary: 'everybody', memberCount: 1 })

    const copy = await as(owner, client.post(`${path}/copies`))
    assert.match(copy.header('location')!, /\/edit$/)
    await as(owner, client.post(`${path}/archival`))
    const listed = async (query = '') =>
      (await props(as(owner, client.get(`/admin/segments${query}`)))).segments.map(
        (row: { name: string }) => row.name
      )
    assert.deepEqual(await listed(), ['Writers (copy)'])
    assert.deepEqual(await listed('?state=archived'), ['Writers'])
    await as(owner, client.delete(`${path}/archival`))
    assert.deepEqual(await listed(), ['Writers', 'Writers (copy)'])
  })

  test('who may what: viewers see, strangers find nothing', async ({ client, assert }) => {
    const segment = await make()
    const path = `/admin/segments/${segment.id}`
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.get(path)).withInertia()).assertStatus(200)
    for (const request of [
      client.get('/admin/segments/create'),
      client.get(`${path}/edit`),
      client.put(path).json({ name: 'X', definition: { all: [] } }),
      client.post('/admin/segments').json({ name: 'X', kind: 'static' }),
      client.post(`${path}/copies`),
      client.post(`${path}/archival`),
      client.post(`${path}/contacts`).json({ contactIds: [ada.id] }),
    ]) {
      assert.equal((await as(viewer, request.accept('json'))).status(), 403)
    }
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    for (const request of [
      client.get(path),
      client.put(path).json({ name: 'X', definition: { all: [] } }),
      client.get(`${path}/reasons/${ada.id}`),
      client.post(`${path}/archival`),
    ]) {
      assert.equal((await as(stranger, request.accept('json'))).status(), 404)
    }
  })

  test('the page of a contact tells the segments, and the search finds them', async ({
    client,
    assert,
  }) => {
    const segment = await make()
    const { segmentsOfContact } = await import('#crm/queries/segments_of_contact')
    const rows = await inTenant(() => segmentsOfContact(ada.id))
    assert.deepEqual(
      rows.map(({ title, href }) => [title, href]),
      [['Poets', `/admin/segments/${segment.id}`]]
    )
    const found = await as(owner, client.get('/admin/search?q=poet')).accept('json')
    assert.include(found.text(), `/admin/segments/${segment.id}`)
  })

  test('members of a large list come in pages, each once', async ({ client, assert }) => {
    const list = await inTenant(() =>
      Segment.define({ name: 'Many', kind: 'static' }, makerOf(owner))
    )
    await sql(
      `insert into contacts (id, organization_id, source, first_name, created_at, updated_at)
       select gen_random_uuid(), ?, 'test', 'Many ' || n, now(), now() from generate_series(1, 120) n`,
      [organizationId]
    )
    const ids = await sql<{ id: string }>(
      `select id from contacts where organization_id = ? and first_name like 'Many%'`,
      [organizationId]
    )
    await inTenant(() => list.add(ids.map(({ id }) => id)))
    const seen: string[] = []
    let path: string | null = `/admin/segments/${list.id}`
    while (path) {
      const { members } = await props(as(owner, client.get(path)))
      seen.push(...members.rows.map((row: { id: string }) => row.id))
      path = members.next
    }
    assert.lengthOf(seen, 120)
    assert.lengthOf(new Set(seen), 120)
  })
})
