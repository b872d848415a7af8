import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { eraseDeleted } from '#crm/erasure'
import Company from '#crm/models/company'
import { businessDomain, normalizeDomain } from '#crm/web_domain'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

type Row = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- rows whose shape each test knows

const pointers = (text: string) =>
  JSON.parse(text).errors.map((one: { pointer: string }) => one.pointer)

test.group('The record of a company', (group) => {
  let organizationId: string
  let owner: Person
  let acme: Company
  let path: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Companies')
    owner = await plantStaff(organizationId)
    acme = await inTenant(() => Company.enter({ name: 'Acme' }))
    path = `/admin/companies/${acme.id}`
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const send = (
    client: ApiClient,
    method: 'post' | 'put' | 'delete',
    url: string,
    body: Row = {},
    person = owner
  ) => as(person, client[method](url)).accept('json').json(body) as ApiRequest
  const page = async (client: ApiClient, url = path): Promise<Row> => {
    const response = await as(owner, client.get(url)).withInertia()
    response.assertStatus(200)
    return response.body().props
  }
  const facts = (type: string) =>
    sql<{ payload: Row }>(
      'select payload from events where organization_id = ? and type = ? order by id',
      [organizationId, type]
    )

  test('is entered with all that the form has, its domain as it is compared', async ({
    client,
    assert,
  }) => {
    const answer = await send(client, 'post', '/admin/companies', {
      name: 'Bücher & Co',
      domain: 'https://WWW.Bücher.example/shop?x=1',
      website: 'bücher.example',
      city: 'Köln',
      country: 'de',
      ownerId: owner.user.id,
      custom: {},
    })
    const [row] = await sql<Row>('select * from companies where organization_id = ? and name = ?', [
      organizationId,
      'Bücher & Co',
    ])
    answer.assertHeader('location', `/admin/companies/${row.id}`)
    assert.deepInclude(row, {
      domain: 'xn--bcher-kva.example',
      website: 'https://xn--bcher-kva.example/',
      country: 'DE',
      source: 'staff',
      owner_id: owner.user.id,
    })
    assert.lengthOf(await facts('company.created'), 2)
  })

  test('what does not fit is refused at its field', async ({ client, assert }) => {
    for (const [body, at] of [
      [{ name: ' ' }, '/name'],
      [{ name: 'X', domain: 'not a domain' }, '/domain'],
      [{ name: 'X', domain: '192.168.1.1' }, '/domain'],
      [{ name: 'X', website: 'javascript:alert(1)' }, '/website'],
      [{ name: 'X', ownerId: acme.id }, '/ownerId'],
      [{ name: 'X', country: 'Germany' }, '/country'],
      [{ name: 'X', custom: { none: 1 } }, '/custom/none'],
    ] as [Row, string][]) {
      for (const request of [
        send(client, 'post', '/admin/companies', body),
        send(client, 'put', path, body),
      ]) {
        const response = await request
        response.assertStatus(422)
        assert.deepEqual(pointers(response.text()), [at])
      }
    }
    assert.deepEqual(await facts('company.updated'), [])
  })

  test('each field is saved by itself, and told on its timeline', async ({ client, assert }) => {
    await send(client, 'put', path, { industry: 'Anvils' })
    await send(client, 'put', path, { industry: 'Anvils' })
    const told = await facts('company.updated')
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [
        {
          name: 'Acme',
          fields: ['industry'],
          changes: [{ field: 'industry', label: 'Industry', before: null, after: 'Anvils' }],
          links: [{ type: 'company', id: acme.id }],
        },
      ]
    )
  })

  test('shows who belongs to it, with their roles, but nobody who is deleted', async ({
    client,
    assert,
  }) => {
    const people = await Promise.all(
      ['Zoe Last', 'Ada First', 'Gone Person'].map((name) => plantContact(organizationId, name))
    )
    for (const one of people)
      await inTenant(() => one.joinCompany({ companyId: acme.id, role: 'Buyer' }))
    await inTenant(() => people[2].remove())
    const { people: shown } = await page(client)
    assert.deepEqual(
      shown.map(({ name, role, isPrimary }: Row) => [name, role, isPrimary]),
      [
        ['Ada First', 'Buyer', true],
        ['Zoe Last', 'Buyer', true],
      ]
    )
  })

  test('is tagged, deleted, restored, and erased after 30 days', async ({ client, assert }) => {
    await send(client, 'post', `${path}/tags`, { names: ['Supplier'] })
    const { tags } = await page(client)
    await send(client, 'delete', `${path}/tags/${tags[0].id}`)
    assert.lengthOf(await facts('company.tagged'), 1)
    assert.lengthOf(await facts('company.untagged'), 1)
    const ada = await plantContact(organizationId, 'Ada First')
    await inTenant(() => ada.joinCompany({ companyId: acme.id }))
    const gone = await send(client, 'delete', path)
    gone.assertHeader('location', '/admin/companies')
    assert.isString((await page(client)).company.deletedAt)
    assert.deepEqual((await page(client, `/admin/contacts/${ada.id}`)).companies, [])
    await send(client, 'post', `${path}/restoration`)
    assert.lengthOf((await page(client, `/admin/contacts/${ada.id}`)).companies, 1)
    await send(client, 'delete', path)
    await sql('update companies set deleted_at = ? where id = ?', [
      clock.now().minus({ days: 31 }).toISO(),
      acme.id,
    ])
    await eraseDeleted()
    assert.deepEqual(await sql('select 1 from companies where id = ?', [acme.id]), [])
    assert.deepEqual(await sql('select 1 from company_contacts where contact_id = ?', [ada.id]), [])
  })

  test('who may only read is refused every change', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    for (const [method, url, body] of [
      ['post', '/admin/companies', { name: 'x' }],
      ['put', path, { name: 'x' }],
      ['delete', path, {}],
      ['post', `${path}/restoration`, {}],
      ['post', `${path}/tags`, { names: ['x'] }],
    ] as ['post' | 'put' | 'delete', string, Row][]) {
      assert.equal(
        (await send(client, method, url, body, viewer)).status(),
        403,
        `${method} ${url}`
      )
    }
  })

  test('domains are compared without what surrounds them', ({ assert }) => {
    for (const [given, domain] of [
      ['Example.COM', 'example.com'],
      ['http://www.example.com:8080/path', 'example.com'],
      ['sub.example.co.uk.', 'sub.example.co.uk'],
      ['localhost', null],
      ['10.0.0.1', null],
      ['a@b.com', null],
      ['', null],
      ['-bad.com', null],
      ['exa mple.com', null],
    ] as [string, string | null][])
      assert.equal(normalizeDomain(given), domain, given)
    assert.equal(businessDomain('ada@Acme.test'), 'acme.test')
    assert.isNull(businessDomain('ada@GMAIL.com'))
    assert.isNull(businessDomain('nobody'))
  })
})
