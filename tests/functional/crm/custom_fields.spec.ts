import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { FieldIndex } from '#crm/field_index'
import Contact from '#crm/models/contact'
import CustomField, { type GivenField } from '#crm/models/custom_field'
import { strandedIndexWork } from '#crm/queries/field_index'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { stopWorking } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'

type Row = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- rows whose shape each test knows

const HOME = '/admin/settings/fields'

test.group('Custom fields', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Fields')
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
  const faults = (text: string) =>
    Object.fromEntries(
      JSON.parse(text).errors.map((one: { pointer: string; message: string }) => [
        one.pointer,
        one.message,
      ])
    )
  const page = async (client: ApiClient, url = HOME): Promise<Row> => {
    const response = await as(owner, client.get(url)).withInertia()
    response.assertStatus(200)
    return response.body().props
  }
  const define = (given: Partial<GivenField> & { label: string }) =>
    inTenant(() => CustomField.define({ entity: 'contact', type: 'text', ...given }))
  const copies = (field: CustomField) =>
    sql<Row>(
      `select record_id, text_value, number_value, date_value::text from field_values where field_id = ? order by text_value, number_value`,
      [field.id]
    )
  const stateOf = async (field: CustomField) =>
    (await sql<Row>('select * from custom_fields where id = ?', [field.id]))[0]

  test('are added with a key of their own, and each kind of record has its own', async ({
    client,
    assert,
  }) => {
    for (const entity of ['contact', 'company'])
      await send(client, 'post', HOME, { entity, type: 'text', label: 'Schuh-Größe (EU)' })
    await send(client, 'post', HOME, { entity: 'contact', type: 'number', label: 'Schuhgröße, EU' })
    await send(client, 'post', HOME, { entity: 'contact', type: 'date', label: '2026' })
    await send(client, 'post', HOME, { entity: 'contact', type: 'date', label: 'schuh größe eu' })
    const { fields } = await page(client)
    assert.sameDeepMembers(
      fields.map(({ entity, key, sorting, indexState }: Row) => [entity, key, sorting, indexState]),
      [
        ['contact', 'schuh_grosse_eu', 'can', 'none'],
        ['company', 'schuh_grosse_eu', 'can', 'none'],
        ['contact', 'schuhgrosse_eu', 'always', 'ready'],
        ['contact', 'field_2026', 'always', 'ready'],
        ['contact', 'schuh_grosse_eu_2', 'always', 'ready'],
      ]
    )
  })

  test('two of one name at once get two keys', async ({ assert }) => {
    const fields = await Promise.all([1, 2, 3].map(() => define({ label: 'Same' })))
    assert.sameMembers(
      fields.map(({ key }) => key),
      ['same', 'same_2', 'same_3']
    )
    assert.lengthOf(new Set(fields.map(({ position }) => position)), 3)
  })

  test('choices keep their values whatever they are called later', async ({ client, assert }) => {
    const field = await define({
      label: 'Size',
      type: 'select',
      options: [{ label: 'Small', color: 'blue' }, { label: 'Large' }],
    })
    const answer = await send(client, 'put', `${HOME}/${field.id}`, {
      options: [
        { value: 'large', label: 'Very large', color: 'red' },
        { value: 'small', label: 'Tiny' },
        { label: 'Large' },
      ],
    })
    assert.isBelow(answer.status(), 400, answer.text())
    assert.deepEqual((await stateOf(field)).options, [
      { value: 'large', label: 'Very large', color: 'red' },
      { value: 'small', label: 'Tiny', color: 'neutral' },
      { value: 'large_2', label: 'Large', color: 'neutral' },
    ])
    for (const options of [[], [{ label: 'A' }, { label: 'a ' }]]) {
      const refused = await send(client, 'put', `${HOME}/${field.id}`, { options })
      assert.deepEqual(Object.keys(faults(refused.text())), ['/options'])
    }
    const empty = await send(client, 'post', HOME, {
      entity: 'contact',
      type: 'select',
      label: 'Empty',
    })
    assert.deepEqual(Object.keys(faults(empty.text())), ['/options'])
  })

  test('values of contacts are checked, saved one by one and told', async ({ client, assert }) => {
    const size = await define({ label: 'Size', type: 'number' })
    const mentor = await define({ label: 'Mentor', type: 'reference', reference: 'contact' })
    const must = await define({ label: 'Must', isRequired: true })
    const [ada, grace, foreign] = await Promise.all([
      plantContact(organizationId, 'Ada Lovelace'),
      plantContact(organizationId, 'Grace Hopper'),
      plantContact(await plantOrganization('Foreign'), 'Foreign Person'),
    ])
    const save = (custom: Row) => send(client, 'put', `/admin/contacts/${ada.id}`, { custom })
    await save({ size: 38.5 })
    await save({ mentor: grace.id })
    const { contact, references } = await page(client, `/admin/contacts/${ada.id}`)
    assert.deepEqual(contact.custom, { size: 38.5, mentor: grace.id })
    assert.equal(references[grace.id].name, 'Grace Hopper')
    for (const [custom, at] of [
      [{ size: '38' }, '/custom/size'],
      [{ mentor: foreign.id }, '/custom/mentor'],
      [{ must: ' ' }, '/custom/must'],
      [{ nothing: 1 }, '/custom/nothing'],
    ] as [Row, string][]) {
      const refused = await save(custom)
      refused.assertStatus(422)
      assert.deepEqual(Object.keys(faults(refused.text())), [at])
    }
    await save({ size: null })
    const [row] = await sql<Row>('select custom from contacts where id = ?', [ada.id])
    assert.deepEqual(row.custom, { mentor: grace.id })
    const told = await sql<Row>(
      `select payload from events where organization_id = ? and type = 'contact.updated' order by id`,
      [organizationId]
    )
    assert.deepEqual(told[0].payload, {
      fields: ['custom.size'],
      changes: [{ field: 'custom.size', label: 'Size', before: null, after: '38.5' }],
    })
    assert.lengthOf(told, 3)
    assert.deepEqual(await copies(size), [
      { record_id: ada.id, text_value: null, number_value: null, date_value: null },
    ])
    assert.equal(mentor.indexState, 'none')
    assert.isTrue(must.isRequired)
  })

  test('required ones are asked for when a form makes a contact', async ({ client, assert }) => {
    await define({ label: 'Must', isRequired: true })
    const make = (custom?: Row) =>
      send(client, 'post', '/admin/contacts', { firstName: 'New', ...(custom && { custom }) })
    assert.deepEqual(faults((await make({})).text()), { '/custom/must': 'Must is required' })
    assert.isBelow((await make({ must: 'there' })).status(), 400)
  })

  test('an archived field leaves the record with its values, and comes back with them', async ({
    client,
    assert,
  }) => {
    const field = await define({ label: 'Old' })
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    const save = () => send(client, 'put', `/admin/contacts/${ada.id}`, { custom: { old: 'x' } })
    await save()
    await send(client, 'post', `${HOME}/${field.id}/archival`)
    assert.deepEqual((await page(client, `/admin/contacts/${ada.id}`)).fields, [])
    ;(await save()).assertStatus(422)
    await send(client, 'delete', `${HOME}/${field.id}/archival`)
    const { fields, contact } = await page(client, `/admin/contacts/${ada.id}`)
    assert.equal(fields[0].key, 'old')
    assert.equal(contact.custom.old, 'x')
    const facts = await sql<Row>(
      `select type from events where organization_id = ? and type like 'custom_field.%' order by id`,
      [organizationId]
    )
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['custom_field.created', 'custom_field.archived', 'custom_field.restored']
    )
  })

  test('stand in the order that was dragged', async ({ client, assert }) => {
    const a = await define({ label: 'A' })
    const b = await define({ label: 'B' })
    const c = await define({ label: 'C' })
    const foreign = await Tenant.run(await plantOrganization('Foreign'), () =>
      CustomField.define({ entity: 'contact', type: 'text', label: 'F' })
    )
    await send(client, 'put', '/admin/settings/field_orders/contact', {
      ids: [c.id, foreign.id, a.id, b.id],
    })
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    const { fields } = await page(client, `/admin/contacts/${ada.id}`)
    assert.deepEqual(
      fields.map(({ label }: Row) => label),
      ['C', 'A', 'B']
    )
    assert.equal((await stateOf(foreign)).position, foreign.position)
  })

  test('one becomes sortable in the background, goes on after a crash, and can cease to be', async ({
    client,
    assert,
  }) => {
    // A worker that another spec left would be at it first.
    await stopWorking()
    const field = await define({ label: 'Town' })
    const towns = ['Köln', 'Aachen', 'Bonn', 'Düren', 'Essen']
    const people = await Promise.all(towns.map((town) => plantContact(organizationId, town)))
    for (const [n, one] of people.entries())
      await inTenant(() => one.revise({ custom: { town: towns[n] } }))
    assert.deepEqual(await copies(field), [])

    await send(client, 'put', `${HOME}/${field.id}`, { isSortable: true })
    assert.equal((await stateOf(field)).index_state, 'building')
    const index = new FieldIndex(field.id, 2)
    // Other work of this test run may hold an older transaction open for a moment.
    const finish = () =>
      until('the index', async () => {
        await inTenant(() => index.advance())
        return (await stateOf(field)).index_work === null
      })
    await finish()
    assert.deepInclude(await stateOf(field), {
      index_state: 'ready',
      index_work: null,
      index_done: 5,
      index_total: 5,
    })
    assert.deepEqual(
      (await copies(field)).map((one) => one.text_value),
      ['aachen', 'bonn', 'duren', 'essen', 'koln']
    )
    // The trigger keeps them from now on.
    await inTenant(() => people[0].revise({ custom: { town: 'Zons' } }))
    await inTenant(() => Contact.enter({ firstName: 'Sixth', custom: { town: 'Moers' } }))
    assert.deepEqual(
      (await copies(field)).map((one) => one.text_value),
      ['aachen', 'bonn', 'duren', 'essen', 'moers', 'zons']
    )

    // A run that died: its lease has passed, and the sweeper finds it.
    await sql(
      `update custom_fields set index_work = 'build', index_state = 'building', index_cursor = ?, index_since = pg_current_xact_id(),
         index_lease_until = now() - interval '1 minute' where id = ?`,
      [people[1].id, field.id]
    )
    const stranded = await strandedIndexWork()
    assert.include(
      stranded.map(({ id }) => id),
      field.id
    )
    await finish()
    assert.equal((await stateOf(field)).index_state, 'ready')
    assert.lengthOf(await copies(field), 6)

    await send(client, 'put', `${HOME}/${field.id}`, { isSortable: false })
    assert.equal((await stateOf(field)).index_state, 'none')
    await finish()
    assert.deepEqual(await copies(field), [])
    assert.isNull((await stateOf(field)).index_work)
    assert.isNull(await inTenant(() => index.advance()))
  })

  test('who may not is refused', async ({ client, assert }) => {
    const field = await define({ label: 'Town' })
    for (const role of ['viewer', 'agent', 'editor', 'finance']) {
      const person = await plantStaff(organizationId, role)
      for (const [method, url, body] of [
        ['post', HOME, { entity: 'contact', type: 'text', label: 'x' }],
        ['put', `${HOME}/${field.id}`, { label: 'x' }],
        ['post', `${HOME}/${field.id}/archival`, {}],
        ['put', '/admin/settings/field_orders/contact', { ids: [] }],
      ] as ['post' | 'put', string, Row][])
        assert.equal(
          (await send(client, method, url, body, person)).status(),
          403,
          `${role} ${url}`
        )
    }
  })
})
