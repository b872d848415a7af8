import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import CustomField from '#crm/models/custom_field'
import { plantStaff } from '#tests/support/people'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Contacts on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  const make = async (body: Record<string, unknown>) => {
    const answer = await program.post('/contacts', body)
    if (answer.status !== 201) throw new Error(answer.text)
    return answer.body.data
  }
  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(program.organizationId, fn)

  test('a contact is made with addresses, numbers, tags and custom values, and read again', async ({
    assert,
  }) => {
    await inTenant(() =>
      CustomField.define({ entity: 'contact', type: 'text', label: 'Favourite animal' })
    )
    await sql(`update organizations set country = 'DE' where id = ?`, [program.organizationId])
    const owner = await plantStaff(program.organizationId, 'agent')
    const answer = await program.post('/contacts', {
      email: 'Ada@Example.test',
      emails: [{ email: 'ada@home.test', label: 'home' }],
      phone: '030 901820',
      first_name: 'Ada',
      last_name: 'Lovelace',
      lifecycle: 'customer',
      external_id: 'crm-1815',
      owner_id: owner.user.id,
      country: 'GB',
      tags: ['Éarly Bird', 'early bird', 'Maths'],
      custom: { favourite_animal: 'Rabbit' },
    })
    assert.equal(answer.status, 201, answer.text)
    const { data } = answer.body
    assert.equal(answer.headers.location, `/api/v1/contacts/${data.id}`)
    assert.containsSubset(data, {
      email: 'Ada@Example.test',
      phone: '+4930901820',
      first_name: 'Ada',
      source: 'api',
      lifecycle: 'customer',
      external_id: 'crm-1815',
      owner_id: owner.user.id,
      custom: { favourite_animal: 'Rabbit' },
    })
    assert.deepEqual(
      data.emails.map(({ email, label, is_primary: isPrimary }: Record<string, unknown>) => [
        email,
        label,
        isPrimary,
      ]),
      [
        ['Ada@Example.test', 'work', true],
        ['ada@home.test', 'home', false],
      ]
    )
    assert.lengthOf(data.tags, 2)
    assert.deepEqual((await program.get(`/contacts/${data.id}`)).body.data, data)
    assert.includeMembers(await factsOf(program.organizationId), [
      'contact.created',
      'contact.tagged',
    ])
  })

  test('what is not valid is told at its pointer, and nothing is made', async ({ assert }) => {
    const stranger = await plantStaff((await plantProgram()).organizationId)
    const answer = await program.post('/contacts', {
      email: 'no address',
      phones: [{ phone: '12' }],
      lifecycle: 'rabbit',
      owner_id: stranger.user.id,
    })
    assert.equal(answer.status, 422)
    assert.deepEqual(pointersOf(answer), ['/lifecycle'])
    const second = await program.post('/contacts', {
      email: 'no address',
      phones: [{ phone: '12' }],
      owner_id: stranger.user.id,
      custom: { unknown: 1 },
    })
    assert.sameMembers(pointersOf(second), [
      '/email',
      '/phones/0/phone',
      '/owner_id',
      '/custom/unknown',
    ])
    const mistyped = await program.post('/contacts', {
      e_mail: 'ada@example.test',
      emails: [{ email: 'ada@example.test', lable: 'home' }],
    })
    assert.sameMembers(pointersOf(mistyped), ['/e_mail', '/emails/0/lable'])
    assert.deepEqual(pointersOf(await program.post('/contacts', {})), ['/email'])
    assert.deepEqual(await factsOf(program.organizationId), ['api_key.created'])
  })

  test('bodies that are no JSON are refused', async ({ assert }) => {
    const form = await program.request('POST', '/contacts', {
      raw: 'email=ada@example.test',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(form.status, 415)
    const broken = await program.request('POST', '/contacts', { raw: '{"email": ' })
    assert.equal(broken.status, 400)
    assert.equal(broken.body.status, 400)
    const list = await program.request('POST', '/contacts', { raw: '[1]' })
    assert.equal(list.status, 422)
  })

  test('somebody who has the address is named, and a deleted one comes back', async ({
    assert,
  }) => {
    const ada = await make({ email: 'ada@example.test', first_name: 'Ada' })
    const twice = await program.post('/contacts', { emails: [{ email: 'ADA@example.test' }] })
    assert.deepEqual([twice.status, twice.body.code], [409, 'E_CONTACT_EXISTS'])
    assert.include(twice.body.detail, ada.id)

    assert.equal((await program.delete(`/contacts/${ada.id}`)).status, 204)
    assert.equal((await program.get(`/contacts/${ada.id}`)).status, 404)
    assert.lengthOf((await program.get('/contacts')).body.data, 0)
    const back = await make({ email: 'ada@example.test', last_name: 'King' })
    assert.containsSubset(back, { id: ada.id, first_name: 'Ada', last_name: 'King' })
    assert.includeMembers(await factsOf(program.organizationId), [
      'contact.deleted',
      'contact.restored',
    ])
  })

  test('what was deleted is brought back, and what was merged is not', async ({ assert }) => {
    const ada = await make({ email: 'ada@example.test', first_name: 'Ada' })
    const company = (await program.post('/companies', { name: 'Burrow' })).body.data
    const { body } = await program.get('/pipelines')
    const deal = (
      await program.post('/deals', { title: 'Barn', stage_id: body.data[0].stages[0].id })
    ).body.data
    const other = await plantProgram()
    for (const path of [`/contacts/${ada.id}`, `/companies/${company.id}`, `/deals/${deal.id}`]) {
      assert.equal((await program.delete(path)).status, 204)
      assert.equal((await program.get(path)).status, 404)
      assert.equal((await other.put(`${path}/restoration`)).status, 404)
      for (const time of ['once', 'again']) {
        const back = await program.put(`${path}/restoration`)
        assert.equal(back.status, 200, `${path} ${time} ${back.text}`)
      }
      assert.equal((await program.get(path)).status, 200)
    }
    const facts = await factsOf(program.organizationId)
    for (const type of ['contact.restored', 'company.restored', 'deal.restored'])
      assert.lengthOf(
        facts.filter((one) => one === type),
        1,
        type
      )
    const twin = await make({ email: 'countess@example.test' })
    const merged = await program.post('/merges', { winner_id: ada.id, loser_id: twin.id })
    assert.equal(merged.status, 201, merged.text)
    const lost = await program.put(`/contacts/${twin.id}/restoration`)
    assert.deepEqual([lost.status, lost.body.code], [409, 'E_CONTACT_MERGED'])
    const reader = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.equal((await reader.put(`/contacts/${ada.id}/restoration`)).status, 403)
  })

  test('a change touches what is given alone, and null empties', async ({ assert }) => {
    const ada = await make({ email: 'ada@example.test', first_name: 'Ada', city: 'London' })
    const changed = await program.patch(`/contacts/${ada.id}`, {
      city: null,
      last_name: 'Lovelace',
      email: 'countess@example.test',
    })
    assert.equal(changed.status, 200, changed.text)
    const { data } = changed.body
    assert.containsSubset(data, {
      email: 'countess@example.test',
      first_name: 'Ada',
      last_name: 'Lovelace',
      city: null,
    })
    assert.deepEqual(
      data.emails.map(({ email }: { email: string }) => email),
      ['countess@example.test', 'ada@example.test']
    )
    const [fact] = await sql<{ payload: { fields: string[] } }>(
      `select payload from events where organization_id = ? and type = 'contact.updated'`,
      [program.organizationId]
    )
    assert.sameMembers(fact.payload.fields, ['city', 'lastName', 'emails'])

    await program.patch(`/contacts/${ada.id}`, { last_name: 'Lovelace' })
    const facts = await factsOf(program.organizationId)
    assert.lengthOf(facts.filter((type) => type === 'contact.updated').concat(), 1)

    const old = data.emails[1].id
    const fewer = await program.delete(`/contacts/${ada.id}/emails/${old}`)
    assert.lengthOf(fewer.body.data.emails, 1)
  })

  test('an address or external id of somebody else is not taken', async ({ assert }) => {
    await make({ email: 'grace@example.test', external_id: 'g' })
    const ada = await make({ email: 'ada@example.test' })
    for (const body of [{ email: 'grace@example.test' }, { external_id: 'g' }]) {
      const answer = await program.patch(`/contacts/${ada.id}`, body)
      assert.deepEqual([answer.status, answer.body.code], [409, 'E_CONTACT_EXISTS'])
    }
    assert.equal((await program.get(`/contacts/${ada.id}`)).body.data.email, 'ada@example.test')
  })

  test('the filters of the list find whom they should', async ({ assert }) => {
    const owner = await plantStaff(program.organizationId, 'agent')
    const ada = await make({ email: 'ada@example.test', first_name: 'Ada', tags: ['Maths'] })
    await make({
      email: 'grace@example.test',
      first_name: 'Grace',
      lifecycle: 'customer',
      source: 'web_shop',
      owner_id: owner.user.id,
      city: 'Arlington',
      external_id: 'g-1',
      emails: [{ email: 'admiral@navy.test' }],
    })
    const tag = ada.tags[0].id
    const filter = encodeURIComponent(
      JSON.stringify({ not: { condition: 'contact.city', operator: 'is', value: 'arlington' } })
    )
    for (const [query, expected] of [
      ['', ['Grace', 'Ada']],
      ['?sort=created_at', ['Ada', 'Grace']],
      ['?sort=name', ['Ada', 'Grace']],
      ['?q=gra', ['Grace']],
      ['?q=navy', []],
      [`?tag=${tag}`, ['Ada']],
      [`?owner=${owner.user.id}`, ['Grace']],
      ['?lifecycle=customer', ['Grace']],
      ['?source=web_shop', ['Grace']],
      ['?email=Admiral@navy.test', ['Grace']],
      ['?external_id=g-1', ['Grace']],
      ['?updated_since=2000-01-01T00:00:00Z', ['Grace', 'Ada']],
      ['?created_since=2100-01-01T00:00:00%2B02:00', []],
      [`?filter=${filter}`, ['Ada']],
      ['?q=ada&lifecycle=customer', []],
    ] as const) {
      const answer = await program.get(`/contacts${query}`)
      assert.equal(answer.status, 200, `${query} ${answer.text}`)
      const names = answer.body.data.map((row: { first_name: string }) => row.first_name)
      assert.deepEqual(names, [...expected], query)
    }
    for (const query of [
      '?tag=maths',
      '?sort=rabbit',
      '?limit=1000',
      '?limit=x',
      '?updated_since=yesterday',
      '?colour=red',
      '?filter=x',
      '?filter={"condition":"contact.nothing","operator":"is","value":"x"}',
      '?cursor=x',
      '?fields=id,rabbit',
      '?expand=rabbit',
    ]) {
      const answer = await program.get(`/contacts${query}`)
      assert.equal(answer.status, 422, query)
    }
  })

  test('pages go on and back with a cursor, which is of one list alone', async ({ assert }) => {
    for (const n of [1, 2, 3, 4, 5]) await make({ email: `p${n}@example.test`, first_name: `${n}` })
    const page = async (query: string) => {
      const { body } = await program.get(
        `/contacts?limit=2&sort=created_at&fields=first_name${query}`
      )
      return { names: body.data.map((row: { first_name: string }) => row.first_name), ...body.page }
    }
    const first = await page('')
    assert.containsSubset(first, { names: ['1', '2'], previous: null, limit: 2 })
    const second = await page(`&cursor=${first.next}`)
    assert.deepEqual(second.names, ['3', '4'])
    const last = await page(`&cursor=${second.next}`)
    assert.containsSubset(last, { names: ['5'], next: null })
    assert.deepEqual((await page(`&cursor=${second.previous}`)).names, ['1', '2'])
    const other = await program.get(`/contacts?limit=2&cursor=${first.next}`)
    assert.deepEqual([other.status, other.body.code], [422, 'E_BAD_CURSOR'])
    const foreign = await (
      await plantProgram()
    ).get(`/contacts?limit=2&sort=created_at&fields=first_name&cursor=${first.next}`)
    assert.equal(foreign.status, 422)
  })

  test('fields picks, expand adds', async ({ assert }) => {
    const owner = await plantStaff(program.organizationId, 'agent')
    const ada = await make({ email: 'ada@example.test', owner_id: owner.user.id })
    const company = await program.post('/companies', { name: 'Analytical Engines' })
    await program.put(`/contacts/${ada.id}/companies/${company.body.data.id}`, {
      role: 'Founder',
      is_primary: true,
    })
    const sparse = await program.get(`/contacts/${ada.id}?fields=email`)
    assert.deepEqual(sparse.body.data, { id: ada.id, email: 'ada@example.test' })
    const wide = await program.get(`/contacts?fields=email&expand=owner,companies`)
    assert.equal(wide.status, 200, wide.text)
    assert.deepEqual(wide.body.data, [
      {
        id: ada.id,
        email: 'ada@example.test',
        owner: { id: owner.user.id, name: owner.user.fullName, email: owner.user.email },
        companies: [
          {
            id: company.body.data.id,
            name: 'Analytical Engines',
            role: 'Founder',
            is_primary: true,
          },
        ],
      },
    ])
    await program.delete(`/contacts/${ada.id}/companies/${company.body.data.id}`)
    const alone = await program.get(`/contacts/${ada.id}?fields=id&expand=companies`)
    assert.deepEqual(alone.body.data.companies, [])
  })

  test("another organization's contact is as unknown as one that never was", async ({ assert }) => {
    const ada = await make({ email: 'ada@example.test' })
    const other = await plantProgram()
    const tag = (await other.post('/tags', { name: 'Ours' })).body.data.id
    for (const id of [ada.id, uuid()]) {
      for (const [method, path, body] of [
        ['GET', `/contacts/${id}`, undefined],
        ['PATCH', `/contacts/${id}`, { first_name: 'Eve' }],
        ['DELETE', `/contacts/${id}`, undefined],
        ['PUT', `/contacts/${id}/tags/${tag}`, undefined],
        ['DELETE', `/contacts/${id}/tags/${tag}`, undefined],
        ['DELETE', `/contacts/${id}/emails/${uuid()}`, undefined],
      ] as const) {
        const answer = await other.request(method, path, { body })
        assert.equal(answer.status, 404, `${method} ${path}`)
        assert.equal(answer.body.code, 'E_ROW_NOT_FOUND')
      }
    }
    const foreignTag = await program.put(`/contacts/${ada.id}/tags/${tag}`)
    assert.equal(foreignTag.status, 404)
    assert.equal((await program.get('/contacts/nonsense')).status, 404)
    assert.equal((await program.get(`/contacts/${ada.id}`)).body.data.first_name, null)
  })
})
