import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { RecordList } from '#crm/lists/record_list'
import { rowsOfList } from '#crm/queries/export_rows'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'
import { plantContact } from '#tests/support/school'
import { plantCompanies, plantCrowd, plantFields, plantTags } from './support/crowd.js'

type Row = { id: string; title: string; subtitle: string | null; cells: Record<string, unknown> }

test.group('Pages of lists', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Lists')
    owner = await plantStaff(organizationId)
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    // Props of a page, whose shape each test knows.
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const page = (client: ApiClient, qs: Record<string, string> = {}, person = owner) =>
    props(as(person, client.get('/admin/contacts')).qs(qs))
  const titles = async (client: ApiClient, qs: Record<string, string>) =>
    ((await page(client, qs)).list.rows as Row[]).map(({ title }) => title)
  const plantMany = (count: number, source = 'import') =>
    sql(
      `insert into contacts (id, organization_id, email, email_norm, first_name, source, created_at, updated_at)
       select id, ?, 'many' || n || '@list.test', 'many' || n || '@list.test', 'Many ' || n, ?,
         timestamptz '2026-01-01' + (n - (n % 3 = 0)::int) * interval '1 ms', now()
       from unnest(?::uuid[]) with ordinality people(id, n)`,
      [organizationId, source, Array.from({ length: count }, () => uuid())]
    )
  const leaf = (condition: string, operator: string, value?: unknown) =>
    JSON.stringify({ all: [{ condition, operator, value }] })
  const put = (client: ApiClient, path: string, body: object, person = owner) =>
    as(person, client.put(path)).accept('json').json(body)

  test('an empty list says so', async ({ client, assert }) => {
    const shown = await page(client)
    assert.deepEqual(shown.list, { rows: [], next: null, previous: null })
    assert.deepEqual(
      await inTenant(async () => (await RecordList.open('contact', {}, null)).total()),
      {
        count: 0,
        is: 'exact',
      }
    )
  })

  test('people are found by parts of name and address, taken literally', async ({
    client,
    assert,
  }) => {
    const people = ['Ada Lovelace', 'Grace 100% Hopper', 'Under_score Person', 'Back\\slash One']
    for (const name of people) await plantContact(organizationId, name)
    await plantContact(await plantOrganization('Foreign'), 'Ada Foreign')
    for (const [q, found] of Object.entries({
      'lovel': ['Ada Lovelace'],
      'ADA LOV': ['Ada Lovelace'],
      'ada': ['Ada Lovelace'],
      '100%': ['Grace 100% Hopper'],
      'r_sc': ['Under_score Person'],
      '\\slash': ['Back\\slash One'],
      "';drop table contacts;--": [],
    })) {
      assert.deepEqual(await titles(client, { q }), found, q)
    }
    assert.lengthOf(await titles(client, { q: 'client.test' }), 4)
    assert.lengthOf(await titles(client, { q: ' ' }), 4)
  })

  test('nobody is doubled or lost, though others come in meanwhile', async ({ client, assert }) => {
    await plantMany(120)
    const seen: string[] = []
    let cursor: string | null = ''
    let previous: string | null = null
    while (cursor !== null) {
      const { list }: Awaited<ReturnType<typeof page>> = await page(
        client,
        cursor ? { cursor } : {}
      )
      seen.push(...(list.rows as Row[]).map(({ subtitle }) => subtitle!))
      cursor = list.next
      previous = list.previous
      await plantContact(organizationId, 'Late Comer')
    }
    assert.lengthOf(seen, 120)
    assert.lengthOf(new Set(seen), 120)
    const { list } = await page(client, { cursor: previous! })
    assert.deepEqual(
      (list.rows as Row[]).map(({ subtitle }) => subtitle),
      seen.slice(50, 100)
    )
  })

  test('a cursor of another search, another organization or nobody is refused', async ({
    client,
  }) => {
    await plantMany(60)
    const { list } = await page(client)
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    const ask = (person: Person, qs: Record<string, string>) =>
      as(person, client.get('/admin/contacts')).qs(qs).accept('json')
    ;(await ask(owner, { cursor: list.next }).withInertia()).assertStatus(200)
    ;(await ask(owner, { cursor: list.next, q: 'many' })).assertStatus(422)
    ;(await ask(owner, { cursor: list.next, sort: 'name' })).assertStatus(422)
    ;(await ask(owner, { cursor: 'nonsense' })).assertStatus(422)
    ;(await ask(stranger, { cursor: list.next })).assertStatus(422)
  })

  test('a filter that is wrong is left out of the address, and said', async ({
    client,
    assert,
  }) => {
    for (const [key, value] of [
      ['filter', 'no json'],
      ['filter', leaf('contact.nothing', 'is', 'x')],
      ['filter', leaf('contact.city', 'is', '')],
      ['filter', leaf('contact.lifecycle', 'any', ['king'])],
      ['sort', 'email'],
      ['sort', 'custom.nothing'],
    ]) {
      const answer = await as(owner, client.get('/admin/contacts'))
        .qs({ q: 'a', [key]: value })
        .header('accept', 'text/html')
      assert.equal(answer.header('location'), '/admin/contacts?q=a', `${key} ${value}`)
    }
  })

  test('what a role may not read, it may not ask either', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const { conditions } = await page(client, {}, viewer)
    const all = (await page(client)).conditions as { key: string }[]
    const hidden = all.find(
      ({ key }) => !conditions.some((one: { key: string }) => one.key === key)
    )
    if (!hidden) return
    const form = all.find(({ key }) => key === hidden.key) as unknown as {
      operators: { key: string }[]
    }
    const answer = await as(viewer, client.get('/admin/contacts'))
      .qs({ filter: leaf(hidden.key, form.operators[0].key, []) })
      .accept('json')
    assert.equal(answer.status(), 422)
  })

  test('only the columns that are asked for are read and sent', async ({ client, assert }) => {
    const crowd = await plantCrowd(organizationId, { count: 5, owners: [owner.user.id] })
    const shown = await page(client, { columns: 'tags,companies,owner,custom.plan,nonsense' })
    assert.deepEqual(shown.state.columns, ['name', 'tags', 'companies', 'owner', 'custom.plan'])
    for (const row of shown.list.rows as Row[]) {
      const one = crowd.contacts.find(({ id }) => id === row.id)!
      const ids = (key: string) => (row.cells[key] as { id: string }[]).map(({ id }) => id)
      assert.sameMembers(ids('tags'), one.tags)
      assert.sameMembers(ids('companies'), one.companies)
      assert.equal((row.cells.owner as { id: string } | null)?.id ?? null, one.ownerId)
      assert.equal(row.cells['custom.plan'], one.custom.plan ?? null)
      assert.notProperty(row.cells, 'created_at')
    }
  })

  test('the list is read by an index, in its order', async ({ assert }) => {
    await plantMany(600)
    const { contacts } = await plantCrowd(organizationId, { count: 60 })
    // Enough values that walking along their index is right, whatever other specs left in the table.
    await sql(
      `update contacts set custom = custom || jsonb_build_object('score', abs(hashtext(id::text)) % 1000)
       where organization_id = ?`,
      [organizationId]
    )
    await sql('analyze contacts, field_values')
    const plan = async (state: { sort?: string }, cursor?: string | null) => {
      const list = await inTenant(() => RecordList.open('contact', state, null))
      return planOf('contacts|field_values', () => inTenant(() => list.page(cursor)))
    }
    const first = await inTenant(async () => (await RecordList.open('contact', {}, null)).page())
    for (const [text, index] of [
      [await plan({}), 'contacts_organization_id_id_key|contacts_pkey'],
      [await plan({}, first.next), 'contacts_organization_id_id_key|contacts_pkey'],
      [await plan({ sort: 'name' }), 'contacts_by_name'],
      [await plan({ sort: '-updated_at' }), 'contacts_by_updated'],
      [await plan({ sort: '-last_seen_at' }), 'contacts_by_last_seen'],
      [await plan({ sort: 'custom.score' }), 'field_values_number'],
    ]) {
      assert.match(text, new RegExp(`Index (Only )?Scan.*${index}`), text)
      assert.notMatch(text, /Sort|Seq Scan/, text)
    }
    assert.lengthOf(contacts, 60)
  })

  test('whoever fits is found once, wherever they stand and however few they are', async ({
    assert,
  }) => {
    await plantMany(3000)
    const [rare, common] = await plantTags(organizationId, ['Rare', 'Common'])
    const tag = (id: string, where: string) =>
      sql(
        `insert into contact_tags (organization_id, contact_id, tag_id, created_at)
         select organization_id, id, ?, now() from contacts where organization_id = ? and ${where}`,
        [id, organizationId]
      )
    // One by one among all, and all together at the far end.
    await tag(rare, `substr(email_norm, 5)::text like '%77@%'`)
    await tag(common, 'true')
    await sql(
      `update contacts set city = 'Lyon', attributes = default where organization_id = ?
       and id in (select id from contacts where organization_id = ? order by id limit 130)`,
      [organizationId, organizationId]
    )
    await sql(
      `update contacts set deleted_at = now() where organization_id = ? and email_norm like 'many1%77@%'`,
      [organizationId]
    )
    await sql('analyze contacts, contact_tags')
    const any = (id: string) => ({ condition: 'contact.tag', operator: 'any', value: [id] })
    const lyon = { condition: 'contact.city', operator: 'is', value: 'Lyon' }
    const cases = [
      [{ filter: { all: [any(rare)] } }, `email_norm like '%77@%'`],
      [{ filter: { all: [any(rare), any(common)] } }, `email_norm like '%77@%'`],
      [{ filter: { all: [any(common), lyon] } }, `city = 'Lyon'`],
      [{ filter: { any: [any(rare), lyon] } }, `(email_norm like '%77@%' or city = 'Lyon')`],
      [{ filter: { all: [lyon] }, sort: 'name' }, `city = 'Lyon'`],
      [{ q: 'many29' }, `email_norm like 'many29%'`],
      [{ q: '77@list', filter: { all: [any(common)] } }, `email_norm like '%77@%'`],
    ] as const
    for (const [state, truth] of cases) {
      const expected = await sql<{ id: string }>(
        `select id from contacts where organization_id = ? and deleted_at is null and ${truth}
         order by ${'sort' in state ? 'name_sort, id' : 'id desc'}`,
        [organizationId]
      )
      // The second time the way is remembered.
      for (const _time of [1, 2]) {
        const ids: string[] = []
        let cursor: string | null = null
        do {
          const shown: Awaited<ReturnType<RecordList['page']>> = await inTenant(async () =>
            (await RecordList.open('contact', state, null)).page(cursor, 7)
          )
          ids.push(...shown.rows.map(({ id }) => id))
          cursor = shown.next
        } while (cursor)
        assert.deepEqual(
          ids,
          expected.map(({ id }) => id),
          JSON.stringify(state)
        )
      }
      assert.isAbove(expected.length, 7)
    }
  }).timeout(60_000)

  test('exports of different filters do not go each other’s way', async ({ assert }) => {
    await plantMany(6500)
    const [common, rare] = await plantTags(organizationId, ['Common', 'Rare'])
    for (const [tag, where] of [
      [common, 'true'],
      [rare, `email_norm like '%77@%'`],
    ]) {
      await sql(
        `insert into contact_tags (organization_id, contact_id, tag_id, created_at)
         select organization_id, id, ?, now() from contacts where organization_id = ? and ${where}`,
        [tag, organizationId]
      )
    }
    await sql('analyze contacts, contact_tags')
    const any = (id: string) => ({ condition: 'contact.tag', operator: 'any', value: [id] })
    const exported = (filter: object) =>
      inTenant(async () => {
        const list = await RecordList.open('contact', { filter }, null)
        let count = 0
        for await (const rows of rowsOfList(list, null)) count += rows.length
        return count
      })
    assert.equal(await exported({ all: [any(common), any(rare)] }), 65)
    const named = { condition: 'contact.first_name', operator: 'is', value: 'Many 5' }
    assert.equal(await exported({ all: [named] }), 1)
  }).timeout(60_000)

  test('companies have a list of their own', async ({ client, assert }) => {
    const crowd = await plantCrowd(organizationId, { count: 20 })
    const shown = await props(as(owner, client.get('/admin/companies')).qs({ sort: 'name' }))
    const rows = shown.list.rows as Row[]
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Acme', 'Borrow & Sons', 'Zöller']
    )
    for (const row of rows) {
      const people = crowd.contacts.filter((one) => one.companies.includes(row.id))
      assert.equal(row.cells.contacts, people.length)
    }
    const found = await props(
      as(owner, client.get('/admin/companies')).qs({
        q: 'zoll',
        filter: leaf('company.owner', 'unknown'),
      })
    )
    assert.lengthOf(found.list.rows, 1)
  })

  test('a view is private until it is shared, and opens as it was saved', async ({
    client,
    assert,
  }) => {
    await plantCrowd(organizationId, { count: 30 })
    const filter = { all: [{ condition: 'contact.country', operator: 'is', value: 'DE' }] }
    const saved = await as(owner, client.post('/admin/views')).json({
      entity: 'contact',
      name: 'Germans',
      filter,
      sort: 'name',
      columns: ['name', 'city'],
    })
    const address = saved.header('location') as string
    const id = new URL(address, 'http://x').searchParams.get('view')!
    const colleague = await plantStaff(organizationId, 'agent')
    const shown = await page(client, { view: id })
    assert.deepEqual(shown.state, {
      q: null,
      filter,
      sort: 'name',
      columns: ['name', 'city'],
      view: id,
    })
    assert.isTrue((shown.list.rows as Row[]).length > 0)
    const all = await page(client, { view: id, filter: '{"all":[]}' })
    assert.lengthOf(all.list.rows, 30)
    assert.lengthOf((await page(client, {}, colleague)).views, 0)
    assert.equal(
      (await put(client, `/admin/views/${id}`, { name: 'Mine' }, colleague)).status(),
      404
    )
    await put(client, `/admin/views/${id}`, { isShared: true })
    assert.lengthOf((await page(client, {}, colleague)).views, 1)
    const viewer = await plantStaff(organizationId, 'viewer')
    assert.equal((await put(client, `/admin/views/${id}`, { name: 'X' }, viewer)).status(), 403)
    await put(client, `/admin/views/${id}`, { name: 'People in Germany' }, colleague)
    assert.equal((await page(client)).views[0].name, 'People in Germany')
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    const erase = as(stranger, client.delete(`/admin/views/${id}`)).accept('json')
    assert.equal((await erase).status(), 404)
    await as(owner, client.delete(`/admin/views/${id}`))
    assert.lengthOf((await page(client)).views, 0)
  })

  test('viewers keep views of their own and share none', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const save = (isShared: boolean) =>
      as(viewer, client.post('/admin/views'))
        .accept('json')
        .json({ entity: 'contact', name: 'V', isShared })
    assert.equal((await save(true)).status(), 403)
    assert.equal((await save(false)).status(), 302)
  })

  test("a person's list opens with the view of her choice", async ({ client, assert }) => {
    const saved = await as(owner, client.post('/admin/views')).json({
      entity: 'contact',
      name: 'By name',
      sort: 'name',
    })
    const address = saved.header('location') as string
    const viewId = new URL(address, 'http://x').searchParams.get('view')!
    const choose = (id: string | null, person = owner) =>
      put(client, '/admin/default-view', { entity: 'contact', viewId: id }, person)
    assert.equal((await choose(viewId, await plantStaff(organizationId))).status(), 404)
    assert.equal((await choose(viewId)).status(), 204)
    const bare = await as(owner, client.get('/admin/contacts')).withInertia()
    assert.equal(bare.header('location'), address)
    assert.isNull((await page(client, { view: 'all' })).state.view)
    await choose(null)
    assert.isNull((await page(client)).state.view)
  })

  test('a view whose field is gone opens without its filter', async ({ client, assert }) => {
    await plantFields(organizationId)
    const saved = await as(owner, client.post('/admin/views')).json({
      entity: 'contact',
      name: 'VIPs',
      filter: { all: [{ condition: 'custom.vip', operator: 'yes' }] },
      sort: 'custom.score',
    })
    const view = new URL(saved.header('location') as string, 'http://x').searchParams.get('view')!
    await sql('update custom_fields set archived_at = now() where organization_id = ?', [
      organizationId,
    ])
    const { state } = await page(client, { view })
    assert.deepInclude(state, { filter: null, view })
  })

  test('cells are edited in place, with the checks of the record', async ({ client, assert }) => {
    await plantFields(organizationId)
    const [tag] = await plantTags(organizationId, ['Gold'])
    const contact = await plantContact(organizationId, 'Ada Client')
    const edit = (key: string, value: unknown, person = owner) =>
      put(client, `/admin/contacts/${contact.id}/cells/${key}`, { value }, person)
    for (const [key, value, shown] of [
      ['lifecycle', 'customer', 'customer'],
      ['city', 'Berlin', 'Berlin'],
      ['owner', owner.user.id, { id: owner.user.id, label: owner.user.fullName }],
      ['owner', null, null],
      ['custom.score', 7, 7],
      ['custom.budget', { minor: 100, currency: 'EUR' }, { minor: 100, currency: 'EUR' }],
      ['custom.likes', ['tea'], ['tea']],
      ['custom.score', null, null],
    ] as const) {
      const answer = await edit(key, value)
      assert.equal(answer.status(), 200, key)
      assert.deepEqual(answer.body().cells[key], shown, key)
    }
    const named = await edit('name', { firstName: 'Ada', lastName: 'Byron' })
    assert.equal(named.body().title, 'Ada Byron')
    const tagged = await edit('tags', { tagIds: [tag], names: ['Silver'] })
    assert.lengthOf(tagged.body().cells.tags, 2)
    assert.lengthOf((await edit('tags', { tagIds: [tag] })).body().cells.tags, 1)
    await edit('phone', '+49 30 901820')
    const [{ phone_e164: phone }] = await sql<{ phone_e164: string }>(
      'select phone_e164 from contact_phones where contact_id = ? and is_primary',
      [contact.id]
    )
    assert.equal(phone, '+4930901820')
    assert.isNull((await edit('phone', '')).body().cells.phone)
    for (const [key, value, status] of [
      ['lifecycle', 'king', 422],
      ['owner', uuid(), 422],
      ['country', 'Germany', 422],
      ['custom.score', 'many', 422],
      ['custom.nothing', 'x', 404],
      ['email', 'thief@x.test', 404],
      ['created_at', '2020-01-01', 404],
      ['name', { firstName: 'x'.repeat(101) }, 422],
    ] as const) {
      assert.equal((await edit(key, value)).status(), status, key)
    }
    assert.equal(
      (await edit('city', 'X', await plantStaff(organizationId, 'viewer'))).status(),
      403
    )
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    assert.equal((await edit('city', 'X', stranger)).status(), 404)
  })

  test("a company's cells too", async ({ client, assert }) => {
    const [id] = await plantCompanies(organizationId, ['Acme'])
    const edit = (key: string, value: unknown) =>
      put(client, `/admin/companies/${id}/cells/${key}`, { value })
    assert.equal((await edit('name', 'Acme Ltd')).body().title, 'Acme Ltd')
    assert.equal((await edit('domain', 'https://www.acme.test/x')).body().cells.domain, 'acme.test')
    assert.equal((await edit('name', '')).status(), 422)
  })

  test('choices are searched and named within the organization', async ({ client, assert }) => {
    const [vip] = await plantTags(organizationId, ['VIP', 'Press'])
    const foreign = await plantTags(await plantOrganization('Foreign'), ['Vipers'])
    const ask = async (key: string, qs: Record<string, unknown>, person = owner) =>
      as(person, client.get(`/admin/choices/${key}`))
        .accept('json')
        .qs(qs)
    assert.deepEqual(
      (await ask('tags', { q: 'vi' })).body().map((one: { label: string }) => one.label),
      ['VIP']
    )
    const named = await ask('tags', { ids: [vip, foreign[0]] })
    assert.lengthOf(named.body(), 1)
    assert.equal((await ask('nothing', {})).status(), 404)
    assert.equal((await ask('tags', { ids: ['x'] })).status(), 422)
    assert.isTrue((await ask('members', { q: '' })).body().length > 0)
  })
})
