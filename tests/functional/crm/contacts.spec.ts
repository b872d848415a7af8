import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { linkContacts } from '#crm/queries/link_contacts'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantPerson, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

const pointers = (text: string) =>
  JSON.parse(text).errors.map((error: { pointer: string }) => error.pointer)

test.group('Contacts in the admin', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('People')
    owner = await plantStaff(organizationId)
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    // Props of a page, whose shape each test knows.
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const rowOf = async (email: string) => {
    const rows = await sql(
      'select first_name, last_name, source, city, country from contacts where organization_id = ? and email_norm = ?',
      [organizationId, email]
    )
    return rows.length === 1 ? rows[0] : rows
  }
  test('one is entered, and its fact stands with it', async ({ client, assert }) => {
    const answer = await as(owner, client.post('/admin/contacts')).json({
      email: ' Ada@Enter.test ',
      firstName: 'Ada',
      lastName: 'Lovelace',
    })
    const [contact] = await sql<{ id: string; email: string; email_norm: string }>(
      'select id, email, email_norm from contacts where organization_id = ?',
      [organizationId]
    )
    answer.assertHeader('location', `/admin/contacts/${contact.id}`)
    assert.equal(contact.email, 'Ada@Enter.test')
    assert.deepInclude(await rowOf('ada@enter.test'), {
      first_name: 'Ada',
      last_name: 'Lovelace',
      source: 'staff',
    })
    const facts = await sql(
      'select type, actor_id, contact_id from events where organization_id = ? order by id',
      [organizationId]
    )
    assert.deepEqual(facts, [
      { type: 'contact.created', actor_id: owner.user.id, contact_id: contact.id },
    ])
  })

  test('an address that is known leads to its contact, and no name is lost', async ({
    client,
    assert,
  }) => {
    const enter = (body: Record<string, unknown>) =>
      as(owner, client.post('/admin/contacts')).json(body)
    const first = await enter({ email: 'smith@known.test', lastName: 'Smith' })
    const again = await enter({ email: 'SMITH@known.test', firstName: 'John' })
    assert.equal(again.header('location'), first.header('location'))
    assert.deepInclude(await rowOf('smith@known.test'), { first_name: null, last_name: 'Smith' })
    await enter({ email: 'blank@known.test' })
    await enter({ email: 'blank@known.test', firstName: 'Now', lastName: 'Known' })
    assert.deepInclude(await rowOf('blank@known.test'), { first_name: 'Now', last_name: 'Known' })
  })

  test('twenty at once make one contact and one fact', async ({ assert }) => {
    const ids = await inTenant(() =>
      Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          Contact.enter({ email: n % 2 ? 'Once@Race.test' : 'once@race.test', firstName: `N${n}` })
        )
      )
    )
    assert.lengthOf(new Set(ids.map((contact) => contact.id)), 1)
    const [{ count }] = await sql<{ count: number }>(
      `select count(*)::int as count from events where organization_id = ? and type = 'contact.created'`,
      [organizationId]
    )
    assert.equal(count, 1)
    const row = (await rowOf('once@race.test')) as { first_name: string }
    assert.match(row.first_name, /^N\d+$/)
  })

  test('the same address is another person in another organization', async ({ assert }) => {
    const other = await plantOrganization('Other')
    const make = (id: string) =>
      Tenant.run(id, () => Contact.enter({ email: 'same@both.test', firstName: 'Same' }))
    assert.notEqual((await make(organizationId)).id, (await make(other)).id)
  })

  test('what is not valid is told at its field, and nothing is stored', async ({
    client,
    assert,
  }) => {
    const contact = await plantContact(organizationId)
    const create = (body: Record<string, unknown>) =>
      as(owner, client.post('/admin/contacts')).accept('json').json(body)
    const update = (body: Record<string, unknown>) =>
      as(owner, client.put(`/admin/contacts/${contact.id}`))
        .accept('json')
        .json(body)
    for (const [request, at] of [
      [create({}), '/email'],
      [create({ email: 'nobody' }), '/email'],
      [create({ email: `${'x'.repeat(250)}@x.test` }), '/email'],
      [create({ email: 'a@b.test', firstName: 'x'.repeat(101) }), '/firstName'],
      [create({ email: 'a@b.test', lastName: { a: 1 } }), '/lastName'],
      [update({ country: 'DEU' }), '/country'],
      [update({ country: '1!' }), '/country'],
      [update({ locale: 'german' }), '/locale'],
      [update({ firstName: ['Ada'] }), '/firstName'],
    ] as [ApiRequest, string][]) {
      const response = await request
      response.assertStatus(422)
      assert.deepEqual(pointers(response.text()), [at])
    }
    const [{ count }] = await sql<{ count: number }>(
      'select count(*)::int as count from contacts where organization_id = ?',
      [organizationId]
    )
    assert.equal(count, 1)
  })

  test('details are changed, and which is remembered; the same again is no change', async ({
    client,
    assert,
  }) => {
    const contact = await plantContact(organizationId, 'Ada Client')
    const save = (body: Record<string, unknown>) =>
      as(owner, client.put(`/admin/contacts/${contact.id}`)).json(body)
    const details = { firstName: 'Ada', lastName: 'Byron', city: 'London', country: 'de' }
    ;(await save(details)).assertHeader('location', `/admin/contacts/${contact.id}`)
    await save(details)
    await save({ city: null })
    await save({})
    assert.deepInclude(await rowOf(contact.emailNorm!), {
      first_name: 'Ada',
      last_name: 'Byron',
      city: null,
      country: 'DE',
    })
    const facts = await sql<{ payload: { fields: string[] } }>(
      `select payload from events where organization_id = ? and type = 'contact.updated' order by id`,
      [organizationId]
    )
    assert.deepEqual(
      facts.map(({ payload }) => payload.fields.sort()),
      [['city', 'country', 'lastName'], ['city']]
    )
  })

  test('a body cannot move a contact to another organization, address or user', async ({
    client,
    assert,
  }) => {
    const contact = await plantContact(organizationId)
    const other = await plantOrganization('Thief')
    await as(owner, client.put(`/admin/contacts/${contact.id}`)).json({
      firstName: 'Changed',
      organizationId: other,
      organization_id: other,
      email: 'thief@x.test',
      userId: owner.user.id,
    })
    const [row] = await sql(
      'select organization_id, email_norm, user_id, first_name from contacts where id = ?',
      [contact.id]
    )
    assert.deepEqual(row, {
      organization_id: organizationId,
      email_norm: contact.emailNorm,
      user_id: null,
      first_name: 'Changed',
    })
  })

  test('roles are refused what they may not', async ({ client, assert }) => {
    const contact = await plantContact(organizationId, 'Ada Client')
    const calls: Record<string, (client: ApiClient) => ApiRequest> = {
      read: (c) => c.get('/admin/contacts').withInertia(),
      show: (c) => c.get(`/admin/contacts/${contact.id}`).withInertia(),
      create: (c) => c.post('/admin/contacts').json({ email: `${uuid().slice(-12)}@x.test` }),
      update: (c) => c.put(`/admin/contacts/${contact.id}`).json({ firstName: 'Ada' }),
    }
    const refusedTo: Record<string, string[]> = {
      viewer: ['create', 'update'],
      editor: ['create', 'update'],
      finance: ['create', 'update'],
      agent: [],
      admin: [],
    }
    for (const [role, refused] of Object.entries(refusedTo)) {
      const person = await plantStaff(organizationId, role)
      for (const [name, call] of Object.entries(calls)) {
        const response = await as(person, call(client)).accept('json')
        assert.equal(response.status() === 403, refused.includes(name), `${role} ${name}`)
      }
    }
    const viewer = await plantStaff(organizationId, 'viewer')
    const page = await props(as(viewer, client.get(`/admin/contacts/${contact.id}`)))
    assert.isFalse(Object.values(page.can).includes(true))
    const [{ count }] = await sql<{ count: number }>(
      `select count(*)::int as count from contacts where organization_id = ? and source = 'staff'`,
      [organizationId]
    )
    assert.equal(count, 2)
  })

  test("another organization's contacts are not found", async ({ client, assert }) => {
    const foreign = await plantContact(await plantOrganization('Foreign'), 'Foreign Person')
    for (const id of [foreign.id, uuid()]) {
      const request = as(owner, client.put(`/admin/contacts/${id}`)).accept('json')
      ;(await request.json({ firstName: 'Mine' })).assertStatus(404)
      ;(await as(owner, client.get(`/admin/contacts/${id}`)).withInertia()).assertStatus(404)
    }
    ;(await as(owner, client.get('/admin/contacts/nope')).accept('json')).assertStatus(404)
    const [row] = await sql('select first_name from contacts where id = ?', [foreign.id])
    assert.deepEqual(row, { first_name: 'Foreign' })
  })

  test('who proved an address is the client behind each contact of it, and none is taken over', async ({
    assert,
  }) => {
    const email = `proved-${uuid().slice(-12)}@client.test`
    const other = await plantOrganization('Second home')
    for (const id of [organizationId, other]) {
      await Tenant.run(id, () => Contact.enter({ email }))
    }
    const [first, second] = [await plantPerson(), await plantPerson()]
    await linkContacts(first.user.id, email)
    await linkContacts(second.user.id, email)
    const rows = await sql('select user_id from contacts where email_norm = ?', [email])
    assert.deepEqual(rows, [{ user_id: first.user.id }, { user_id: first.user.id }])
  })

  test('who proved a further address of a contact is its client too', async ({ assert }) => {
    const second = `second-${uuid().slice(-12)}@client.test`
    const contact = await inTenant(() =>
      Contact.enter({ email: `first-${uuid().slice(-12)}@client.test` })
    )
    await sql(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       values (gen_random_uuid(), ?, ?, ?, ?, false, now())`,
      [organizationId, contact.id, second, second]
    )
    const person = await plantPerson()
    await linkContacts(person.user.id, second)
    const [row] = await sql('select user_id from contacts where id = ?', [contact.id])
    assert.deepEqual(row, { user_id: person.user.id })
  })

  test('a verified user is linked at once, an unverified one is not', async ({ assert }) => {
    const known = await plantPerson(`known-${uuid().slice(-12)}@client.test`)
    const unproved = await plantPerson(`unproved-${uuid().slice(-12)}@client.test`)
    await sql('update users set email_verified_at = null where id = ?', [unproved.user.id])
    const linked = await inTenant(() => Contact.enter({ email: known.user.email }))
    const loose = await inTenant(() => Contact.enter({ email: unproved.user.email }))
    assert.equal(linked.userId, known.user.id)
    assert.isNull(loose.userId)
  })
})
