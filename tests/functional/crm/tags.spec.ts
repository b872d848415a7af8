import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Company from '#crm/models/company'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

type Row = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- rows whose shape each test knows

const HOME = '/admin/settings/tags'

test.group('Tags', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Tags')
    owner = await plantStaff(organizationId)
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const send = (
    client: ApiClient,
    method: 'post' | 'put' | 'delete',
    url: string,
    body: Row = {},
    person = owner
  ) => as(person, client[method](url)).accept('json').json(body) as ApiRequest
  const tags = async (client: ApiClient): Promise<Row[]> => {
    const response = await as(owner, client.get(HOME)).withInertia()
    response.assertStatus(200)
    return response.body().props.tags
  }
  const named = async (client: ApiClient, name: string) =>
    (await tags(client)).find((tag) => tag.name === name)!
  /** Two contacts and a company, tagged as told. */
  const plant = async (first: string[], second: string[], business: string[]) => {
    const people = await Promise.all(
      ['Ada', 'Grace'].map((name) => plantContact(organizationId, name))
    )
    await inTenant(async () => {
      await people[0].tag(first)
      await people[1].tag(second)
      const company = await Company.enter({ name: 'Acme' })
      await company.tag(business)
    })
    return people
  }

  test('are counted, renamed and recoloured, and no two have one name', async ({
    client,
    assert,
  }) => {
    await plant(['Speaker', 'Press'], ['speaker'], ['PRESS'])
    assert.deepEqual(
      (await tags(client)).map(({ name, contacts, companies }) => [name, contacts, companies]),
      [
        ['Press', 1, 1],
        ['Speaker', 2, 0],
      ]
    )
    const { id } = await named(client, 'Press')
    await send(client, 'put', `${HOME}/${id}`, { name: 'Media', color: 'violet' })
    assert.deepInclude(await named(client, 'Media'), { id, color: 'violet' })
    const taken = await send(client, 'put', `${HOME}/${id}`, { name: 'SPEAKER' })
    taken.assertStatus(422)
    assert.match(taken.text(), /Another tag has this name/)
    ;(await send(client, 'put', `${HOME}/${id}`, { color: 'ultraviolet' })).assertStatus(422)
    await send(client, 'post', HOME, { name: 'média' })
    assert.lengthOf(await tags(client), 2)
  })

  test('two become one, and nobody loses or doubles a tag', async ({ client, assert }) => {
    const [ada, grace] = await plant(['VIP', 'Important'], ['Important'], ['Important'])
    const [vip, important] = [await named(client, 'VIP'), await named(client, 'Important')]
    await send(client, 'post', `${HOME}/${important.id}/merge`, { intoId: vip.id })
    assert.deepEqual(
      (await tags(client)).map(({ name, contacts, companies }) => [name, contacts, companies]),
      [['VIP', 2, 1]]
    )
    const rows = await sql<Row>(
      'select contact_id, tag_id from contact_tags where organization_id = ?',
      [organizationId]
    )
    assert.sameDeepMembers(rows, [
      { contact_id: ada.id, tag_id: vip.id },
      { contact_id: grace.id, tag_id: vip.id },
    ])
    ;(await send(client, 'post', `${HOME}/${vip.id}/merge`, { intoId: vip.id })).assertStatus(422)
    const [fact] = await sql<Row>(
      `select payload from events where organization_id = ? and type = 'tag.merged'`,
      [organizationId]
    )
    assert.deepEqual(fact.payload, { name: 'Important', intoId: vip.id, intoName: 'VIP' })
  })

  test('a deleted one is taken off everything, and the fact says how many', async ({
    client,
    assert,
  }) => {
    await plant(['Old'], ['Old'], ['Old'])
    await send(client, 'delete', `${HOME}/${(await named(client, 'Old')).id}`)
    assert.deepEqual(await tags(client), [])
    const [fact] = await sql<Row>(
      `select payload from events where organization_id = ? and type = 'tag.deleted'`,
      [organizationId]
    )
    assert.deepEqual(fact.payload, { name: 'Old', contacts: 2, companies: 1 })
  })

  test('twenty who use a new one at once make one', async ({ assert }) => {
    const ada = await plantContact(organizationId, 'Ada')
    await inTenant(() =>
      Promise.all(Array.from({ length: 20 }, (_, n) => ada.tag([n % 2 ? 'Rush' : 'RUSH'])))
    )
    const [row] = await sql<Row>(
      `select (select count(*)::int from tags where organization_id = ?) as tags,
         (select count(*)::int from events where organization_id = ? and type = 'tag.created') as facts`,
      [organizationId, organizationId]
    )
    assert.deepEqual(row, { tags: 1, facts: 1 })
  })

  test("another organization's tag cannot be merged into, and roles are refused", async ({
    client,
    assert,
  }) => {
    await plant(['Mine'], [], [])
    const mine = await named(client, 'Mine')
    const foreignId = await plantOrganization('Foreign')
    const other = await plantContact(foreignId, 'Other')
    await Tenant.run(foreignId, () => other.tag(['Theirs']))
    const [theirs] = await sql<Row>('select id from tags where organization_id = ?', [foreignId])
    ;(await send(client, 'post', `${HOME}/${mine.id}/merge`, { intoId: theirs.id })).assertStatus(
      404
    )
    for (const role of ['viewer', 'agent']) {
      const person = await plantStaff(organizationId, role)
      for (const [method, url] of [
        ['put', `${HOME}/${mine.id}`],
        ['delete', `${HOME}/${mine.id}`],
        ['post', `${HOME}/${mine.id}/merge`],
      ] as ['put' | 'delete' | 'post', string][])
        assert.equal(
          (await send(client, method, url, {}, person)).status(),
          403,
          `${role} ${method}`
        )
    }
  })
})
