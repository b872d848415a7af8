import { test } from '@japa/runner'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Custom fields on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  test('a field is made, used, changed, put away and taken back', async ({ assert }) => {
    const made = await program.post('/fields', {
      entity: 'contact',
      type: 'select',
      label: 'Favourite animal',
      options: [{ label: 'Rabbit' }, { label: 'Duck', color: 'amber' }],
    })
    assert.equal(made.status, 201, made.text)
    const { id, key, options } = made.body.data
    assert.equal(key, 'favourite_animal')
    assert.deepEqual(
      options.map(({ value }: { value: string }) => value),
      ['rabbit', 'duck']
    )
    const ada = await program.post('/contacts', { first_name: 'Ada', custom: { [key]: 'duck' } })
    assert.equal(ada.body.data.custom[key], 'duck')

    const changed = await program.patch(`/fields/${id}`, {
      label: 'Animal',
      options: [{ value: 'duck', label: 'Drake' }],
      is_sortable: true,
    })
    assert.containsSubset(changed.body.data, { label: 'Animal', key, index_state: 'building' })
    assert.containsSubset(changed.body.data.options, [{ value: 'duck', label: 'Drake' }])

    const away = await program.put(`/fields/${id}/archival`)
    assert.isString(away.body.data.archived_at)
    assert.deepEqual((await program.get('/fields')).body.data, [])
    assert.lengthOf((await program.get('/fields?state=archived')).body.data, 1)
    const refused = await program.post('/contacts', { first_name: 'X', custom: { [key]: 'duck' } })
    assert.deepEqual(pointersOf(refused), [`/custom/${key}`])
    const back = await program.delete(`/fields/${id}/archival`)
    assert.isNull(back.body.data.archived_at)
    assert.deepEqual((await program.get(`/fields/${id}`)).body.data, back.body.data)
    assert.includeMembers(await factsOf(program.organizationId), [
      'custom_field.created',
      'custom_field.updated',
      'custom_field.archived',
      'custom_field.restored',
    ])
  })

  test('a choice has the value that it is given, or is refused', async ({ assert }) => {
    const field = (options: object[]) =>
      program.post('/fields', { entity: 'contact', type: 'multi_select', label: 'Plan', options })
    const made = await field([
      { label: 'Gold' },
      { value: 'gold', label: 'Best' },
      { value: '2nd_tier', label: 'Good' },
    ])
    assert.equal(made.status, 201, made.text)
    const values = (answer: typeof made) =>
      answer.body.data.options.map(({ value }: { value: string }) => value)
    assert.deepEqual(values(made), ['gold_2', 'gold', '2nd_tier'])
    const { id, key } = made.body.data
    const ada = await program.post('/contacts', {
      first_name: 'Ada',
      custom: { [key]: ['2nd_tier', 'gold'] },
    })
    assert.deepEqual(ada.body.data.custom[key], ['2nd_tier', 'gold'])
    const changed = await program.patch(`/fields/${id}`, {
      options: [
        { value: 'gold', label: 'Gold' },
        { value: 'gold_3', label: 'Gold 3' },
        { label: 'Gold_3' },
      ],
    })
    assert.deepEqual(values(changed), ['gold', 'gold_3', 'gold_3_2'])
    for (const [options, pointer] of [
      [[{ label: 'A' }, { value: 'Gold plan', label: 'B' }], '/options/1/value'],
      [[{ value: 'ä', label: 'A' }], '/options/0/value'],
      [
        [
          { value: 'a', label: 'A' },
          { value: 'a', label: 'B' },
        ],
        '/options/1/value',
      ],
    ] as const) {
      const refused = await field([...options])
      assert.deepEqual([refused.status, pointersOf(refused)], [422, [pointer]])
      const kept = await program.patch(`/fields/${id}`, { options })
      assert.deepEqual([kept.status, pointersOf(kept)], [422, [pointer]])
    }
  })

  test('what is not valid is told at its pointer', async ({ assert }) => {
    const none = await program.post('/fields', { entity: 'deal', type: 'select', label: 'Size' })
    assert.deepEqual([none.status, pointersOf(none)], [422, ['/options']])
    const strange = await program.post('/fields', { entity: 'rabbit', type: 'text', label: 'A' })
    assert.deepEqual(pointersOf(strange), ['/entity'])
  })

  test('each verb has a scope, and other organizations have fields of their own', async ({
    assert,
  }) => {
    const field = { entity: 'company', type: 'number', label: 'Seats' }
    const { id } = (await program.post('/fields', field)).body.data
    const reader = await plantProgram({ scopes: ['fields:read'] }, program.organizationId)
    assert.equal((await reader.get(`/fields/${id}`)).status, 200)
    assert.equal((await reader.post('/fields', field)).status, 403)
    assert.equal((await reader.patch(`/fields/${id}`, { label: 'X' })).status, 403)
    assert.equal((await reader.put(`/fields/${id}/archival`)).status, 403)
    const other = await plantProgram()
    assert.equal((await other.get(`/fields/${id}`)).status, 404)
    assert.equal((await other.patch(`/fields/${id}`, { label: 'X' })).status, 404)
    assert.equal((await other.put(`/fields/${id}/archival`)).status, 404)
  })
})
