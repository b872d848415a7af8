import { test } from '@japa/runner'
import { forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Lines of deals on the API', (group) => {
  let program: Program
  let dealId: string
  let pipeline: { id: string; stages: { id: string }[] }
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    ;[pipeline] = (await program.get('/pipelines')).body.data
    const deal = await program.post('/deals', {
      title: 'Hay',
      stage_id: pipeline.stages[0].id,
      amount: { minor: 100, currency: 'EUR' },
    })
    dealId = deal.body.data.id
  })

  test('are set as a whole, and the amount follows them where it shall', async ({ assert }) => {
    const path = `/deals/${dealId}/lines`
    assert.deepEqual((await program.get(path)).body.data, [])
    const lines = [
      { name: 'Hay', quantity: 1.5, unit_minor: 333 },
      { name: 'Carrots', quantity: 10, unit_minor: 20, source: { kind: 'product', id: 'c-1' } },
    ]
    const set = await program.put(path, { lines, amount_follows_lines: true })
    assert.equal(set.status, 200, set.text)
    assert.containsSubset(set.body.data, [
      { name: 'Hay', quantity: 1.5, total: { minor: 500, currency: 'EUR' }, source: null },
      { name: 'Carrots', unit: { minor: 20 }, source: { kind: 'product', id: 'c-1' } },
    ])
    const deal = (await program.get(`/deals/${dealId}`)).body.data
    assert.containsSubset(deal, { amount: { minor: 700 }, amount_follows_lines: true })
    const fewer = await program.put(path, { lines: [lines[1]] })
    assert.lengthOf(fewer.body.data, 1)
    assert.equal((await program.get(`/deals/${dealId}`)).body.data.amount.minor, 200)
    assert.deepEqual((await program.put(path, { lines: [] })).body.data, [])
  })

  test('what is not valid is told, and changes nothing', async ({ assert }) => {
    const path = `/deals/${dealId}/lines`
    await program.put(path, { lines: [{ name: 'Hay', quantity: 1, unit_minor: 1 }] })
    const bad = await program.put(path, {
      lines: [{ name: '', quantity: 0.001, unit_minor: -1 }],
    })
    assert.includeMembers(pointersOf(bad), ['/lines/0/name', '/lines/0/unit_minor'])
    assert.lengthOf((await program.get(path)).body.data, 1)
    const other = await plantProgram()
    assert.equal((await other.get(path)).status, 404)
    assert.equal((await other.put(path, { lines: [] })).status, 404)
    const reader = await plantProgram({ scopes: ['deals:read'] }, program.organizationId)
    assert.equal((await reader.put(path, { lines: [] })).status, 403)
  })

  test('contacts are put on a deal with a role, and taken off', async ({ assert }) => {
    const make = async (name: string) =>
      (await program.post('/contacts', { first_name: name })).body.data.id
    const [ada, grace] = [await make('Ada'), await make('Grace')]
    const path = `/deals/${dealId}/contacts`
    await program.put(`${path}/${ada}`, {})
    const two = await program.put(`${path}/${grace}`, { role: 'Pays' })
    assert.containsSubset(two.body.data, [
      { contact_id: ada, is_primary: true },
      { contact_id: grace, name: 'Grace', role: 'Pays', is_primary: false },
    ])
    assert.equal((await program.get(`/deals/${dealId}`)).body.data.contact_id, ada)
    const left = await program.delete(`${path}/${ada}`)
    assert.deepEqual(left.body.data, (await program.get(path)).body.data)
    assert.lengthOf(left.body.data, 1)
    const other = await plantProgram()
    const theirs = (await other.post('/contacts', { first_name: 'X' })).body.data.id
    assert.equal((await program.put(`${path}/${theirs}`, {})).status, 404)
    assert.equal((await other.get(path)).status, 404)
    const narrow = await plantProgram({ scopes: ['deals:read'] }, program.organizationId)
    assert.equal((await narrow.get(path)).status, 403)
  })

  test('a pipeline is made, laid anew and put away', async ({ assert }) => {
    const made = await program.post('/pipelines', { name: 'Rentals' })
    assert.equal(made.status, 201, made.text)
    const { id, stages } = made.body.data
    assert.lengthOf(stages, 4)
    const twice = await program.post('/pipelines', { name: 'rentals' })
    assert.deepEqual([twice.status, pointersOf(twice)], [422, ['/name']])
    const deal = await program.post('/deals', { title: 'A barn', stage_id: stages[0].id })
    const plan = [
      { id: stages[1].id, name: 'Asked', probability: 20, required_fields: ['contact'] },
      { name: 'Viewed', probability: 60, rotting_days: 5 },
    ]
    const gone = await program.put(`/pipelines/${id}`, { name: 'Rentals', stages: plan })
    assert.equal(gone.status, 409)
    const laid = await program.put(`/pipelines/${id}`, {
      name: 'Lettings',
      stages: plan,
      moves_to: { [stages[0].id]: stages[1].id },
    })
    assert.containsSubset(laid.body.data, { name: 'Lettings' })
    assert.containsSubset(laid.body.data.stages, [
      { id: stages[1].id, name: 'Asked', required_fields: ['contact'] },
      { name: 'Viewed', probability: 60, rotting_days: 5 },
    ])
    const { body } = await program.get(`/deals/${deal.body.data.id}`)
    assert.equal(body.data.stage_id, stages[1].id)
    assert.equal((await program.delete(`/pipelines/${id}`)).status, 409)
    await program.delete(`/deals/${deal.body.data.id}`)
    assert.equal((await program.delete(`/pipelines/${id}`)).status, 204)
    assert.equal((await program.get(`/pipelines/${id}`)).status, 404)
    const reader = await plantProgram({ scopes: ['pipelines:read'] }, program.organizationId)
    assert.equal((await reader.post('/pipelines', { name: 'X' })).status, 403)
    const other = await plantProgram()
    const foreign = await other.put(`/pipelines/${pipeline.id}`, { name: 'X', stages: plan })
    assert.equal(foreign.status, 404)
  })

  test('a pipeline is told with its stages, and the reasons to win and lose', async ({
    assert,
  }) => {
    const { body } = await program.get(`/pipelines/${pipeline.id}`)
    assert.deepEqual(body.data, pipeline)
    const reasons = (await program.get('/deal-reasons')).body.data
    const lost = reasons.find(({ outcome }: { outcome: string }) => outcome === 'lost')
    const closed = await program.put(`/deals/${dealId}/outcome`, {
      outcome: 'lost',
      reason_id: lost.id,
    })
    assert.equal(closed.body.data.reason_id, lost.id)
    assert.equal((await (await plantProgram()).get(`/pipelines/${pipeline.id}`)).status, 404)
  })
})
