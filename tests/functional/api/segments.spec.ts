import { test } from '@japa/runner'
import { Tenant } from '#core/tenancy/tenant'
import View from '#crm/models/view'
import { plantStaff } from '#tests/support/people'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

const BONN = { condition: 'contact.city', operator: 'is', value: 'Bonn' }

test.group('Segments made on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  test('a segment is made, changed, put away and taken back', async ({ assert }) => {
    await program.post('/contacts', { first_name: 'Ludwig', city: 'Bonn' })
    const made = await program.post('/segments', {
      name: 'Rhine',
      kind: 'dynamic',
      definition: { all: [BONN] },
    })
    assert.equal(made.status, 201, made.text)
    const { id } = made.body.data
    assert.containsSubset(made.body.data, { kind: 'dynamic', member_count: 1, problem: null })
    assert.include(made.body.data.summary, 'Bonn')
    const renamed = await program.patch(`/segments/${id}`, { name: 'On the Rhine' })
    assert.containsSubset(renamed.body.data, { name: 'On the Rhine', definition: { all: [BONN] } })
    const other = await program.patch(`/segments/${id}`, {
      definition: { any: [BONN, { ...BONN, value: 'Cologne' }] },
    })
    assert.include(other.body.data.summary, 'Cologne')
    assert.isString((await program.put(`/segments/${id}/archival`)).body.data.archived_at)
    assert.deepEqual((await program.get('/segments')).body.data, [])
    assert.lengthOf((await program.get('/segments?state=archived&kind=dynamic')).body.data, 1)
    assert.equal((await program.get(`/segments/${id}/contacts`)).status, 404)
    assert.isNull((await program.delete(`/segments/${id}/archival`)).body.data.archived_at)
    assert.includeMembers(await factsOf(program.organizationId), [
      'segment.created',
      'segment.updated',
      'segment.archived',
      'segment.restored',
    ])
  })

  test('a list is made and filled', async ({ assert }) => {
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data
    const list = await program.post('/segments', { name: 'Press', kind: 'static' })
    assert.equal(list.status, 201, list.text)
    const path = `/segments/${list.body.data.id}/contacts`
    assert.equal((await program.post(path, { contact_ids: [ada.id] })).body.data.added, 1)
    const twice = await program.post('/segments', { name: 'PRESS', kind: 'static' })
    assert.deepEqual([twice.status, pointersOf(twice)], [422, ['/name']])
  })

  test('a definition is counted before it is a segment', async ({ assert }) => {
    for (const city of ['Bonn', 'Bonn', 'Trier'])
      await program.post('/contacts', { first_name: 'X', city })
    const count = (tree: unknown) =>
      program.get(`/segments/count?definition=${encodeURIComponent(JSON.stringify(tree))}`)
    const { body } = await count({ all: [BONN] })
    assert.containsSubset(body.data, { count: 2, margin: 0, is_exact: true })
    assert.lengthOf(body.data.sample, 2)
    const bad = await count({ all: [BONN, { ...BONN, operator: 'rhymes_with' }] })
    assert.deepEqual([bad.status, pointersOf(bad)], [422, ['/definition/all/1']])
    assert.deepEqual(await program.get('/segments').then((all) => all.body.data), [])
  })

  test('what may be asked depends on the scopes of the key', async ({ assert }) => {
    const bought = (await program.get('/conditions')).body.data.find(({ key }: { key: string }) =>
      key.startsWith('deal.')
    )
    assert.isObject(bought)
    const narrow = await plantProgram(
      { scopes: ['segments:read', 'segments:create', 'contacts:read'] },
      program.organizationId
    )
    const keys = (await narrow.get('/conditions')).body.data.map(({ key }: { key: string }) => key)
    assert.include(keys, 'contact.city')
    assert.notInclude(keys, bought.key)
    assert.equal((await program.get('/conditions?entity=company')).status, 200)
    const [{ key: operator, value }] = bought.operators
    const refused = await narrow.post('/segments', {
      name: 'Sneaky',
      kind: 'dynamic',
      definition: { condition: bought.key, operator, value },
    })
    assert.deepEqual([refused.status, refused.body.code], [422, 'E_BAD_CONDITION'])
  })

  test('shared views are read, and their filters asked again', async ({ assert }) => {
    const { user } = await plantStaff(program.organizationId)
    await Tenant.run(program.organizationId, () =>
      View.createMany(
        [true, false].map((isShared) => ({
          entity: 'contact' as const,
          userId: user.id,
          name: isShared ? 'On the Rhine' : 'My own',
          isShared,
          filter: { all: [BONN] },
        }))
      )
    )
    await program.post('/contacts', { first_name: 'Ludwig', city: 'Bonn' })
    await program.post('/contacts', { first_name: 'Clara', city: 'Leipzig' })
    const views = (await program.get('/views')).body.data
    assert.lengthOf(views, 1)
    assert.containsSubset(views, [{ name: 'On the Rhine', entity: 'contact', q: null }])
    const filter = encodeURIComponent(JSON.stringify(views[0].filter))
    const found = (await program.get(`/contacts?filter=${filter}`)).body.data
    assert.deepEqual(
      found.map(({ first_name: name }: { first_name: string }) => name),
      ['Ludwig']
    )
    assert.deepEqual((await program.get('/views?entity=company')).body.data, [])
    assert.deepEqual((await (await plantProgram()).get('/views')).body.data, [])
    const narrow = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.equal((await narrow.get('/views')).status, 403)
  })

  test('other organizations’ segments are not there', async ({ assert }) => {
    const { id } = (await program.post('/segments', { name: 'Ours', kind: 'static' })).body.data
    const other = await plantProgram()
    assert.equal((await other.patch(`/segments/${id}`, { name: 'Theirs' })).status, 404)
    assert.equal((await other.put(`/segments/${id}/archival`)).status, 404)
    const asked = await other.post('/segments', {
      name: 'Spy',
      kind: 'dynamic',
      definition: { condition: 'segment.member', operator: 'any', value: [id] },
    })
    assert.equal(asked.status, 422)
  })
})
