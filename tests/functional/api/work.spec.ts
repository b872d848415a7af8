import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Segment from '#crm/models/segment'
import { plantStaff } from '#tests/support/people'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Deals on the API', (group) => {
  let program: Program
  let stages: string[]
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    const { body } = await program.get('/pipelines')
    stages = body.data[0].stages.map(({ id }: { id: string }) => id)
  })

  test('deals are filtered by custom fields and amounts, with the tree that lists have', async ({
    assert,
  }) => {
    const field = await program.post('/fields', {
      entity: 'deal',
      label: 'Priority',
      type: 'select',
      options: [{ value: 'high', label: 'High' }],
    })
    assert.equal(field.status, 201, field.text)
    const { key } = field.body.data
    const make = (title: string, minor: number, custom = {}) =>
      program.post('/deals', {
        title,
        stage_id: stages[0],
        amount: { minor, currency: 'EUR' },
        custom,
      })
    await make('Urgent', 500, { [key]: 'high' })
    await make('Large', 90_000)
    const high = { condition: `custom.${key}`, operator: 'any', value: ['high'] }
    const large = {
      condition: 'deals.amount',
      operator: 'at_least',
      value: { amount: 50_000, currency: 'EUR' },
    }
    const ask = (filter: unknown, more = '') =>
      program.get(`/deals?filter=${encodeURIComponent(JSON.stringify(filter))}${more}`)
    const titles = async (filter: unknown) =>
      (await ask(filter)).body.data.map(({ title }: { title: string }) => title)
    assert.deepEqual(await titles({ all: [high] }), ['Urgent'])
    assert.deepEqual(await titles({ not: high }), ['Large'])
    assert.deepEqual(await titles({ any: [high, large] }), ['Large', 'Urgent'])
    assert.deepEqual(await titles({ all: [high, large] }), [])
    const first = await ask({ any: [high, large] }, '&limit=1')
    const second = await ask({ any: [high, large] }, `&limit=1&cursor=${first.body.page.next}`)
    assert.deepEqual(second.body.data[0].title, 'Urgent')
    const elsewhere = await ask({ all: [high] }, `&cursor=${first.body.page.next}`)
    assert.equal(elsewhere.status, 422)
    const unknown = await ask({ all: [high, { condition: 'custom.nothing', operator: 'known' }] })
    assert.deepEqual(
      [unknown.status, unknown.body.code, pointersOf(unknown)],
      [422, 'E_UNKNOWN_CONDITION', ['/filter/all/1']]
    )
    assert.deepEqual(pointersOf(await program.get('/deals?filter=nonsense')), ['/filter'])
    const forms = (await program.get('/conditions?entity=deal')).body.data
    assert.includeMembers(
      forms.map((form: { key: string }) => form.key),
      ['deals.amount', `custom.${key}`]
    )
  })

  test('a deal is made, moved, won, opened again and deleted', async ({ assert }) => {
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data
    const made = await program.post('/deals', {
      title: 'A school of rabbits',
      stage_id: stages[0],
      amount: { minor: 120_000, currency: 'EUR' },
      contact_id: ada.id,
      expected_close_on: '2030-03-31',
      external_id: 'd-1',
    })
    assert.equal(made.status, 201, made.text)
    const { id } = made.body.data
    assert.containsSubset(made.body.data, {
      status: 'open',
      source: 'api',
      amount: { minor: 120_000, currency: 'EUR' },
      expected_close_on: '2030-03-31',
    })
    for (const query of [
      '?status=open',
      `?stage=${stages[0]}`,
      `?contact=${ada.id}`,
      '?external_id=d-1',
      '?q=rabbits',
    ]) {
      assert.lengthOf((await program.get(`/deals${query}`)).body.data, 1, query)
    }
    const wide = await program.get(`/deals/${id}?expand=contact,company,owner`)
    assert.equal(wide.body.data.contact.first_name, 'Ada')
    assert.isNull(wide.body.data.company)

    const moved = await program.patch(`/deals/${id}`, { stage_id: stages[1], title: 'Rabbits' })
    assert.containsSubset(moved.body.data, { stage_id: stages[1], title: 'Rabbits' })
    const won = await program.put(`/deals/${id}/outcome`, { outcome: 'won', note: 'Hay' })
    assert.containsSubset(won.body.data, { status: 'won', outcome_note: 'Hay' })
    const twice = await program.put(`/deals/${id}/outcome`, { outcome: 'lost' })
    assert.equal(twice.status, 409)
    assert.equal((await program.delete(`/deals/${id}/outcome`)).body.data.status, 'open')
    assert.equal((await program.delete(`/deals/${id}`)).status, 204)
    assert.equal((await program.get(`/deals/${id}`)).status, 404)
    assert.includeMembers(await factsOf(program.organizationId), [
      'deal.created',
      'deal.moved',
      'deal.won',
      'deal.reopened',
      'deal.deleted',
    ])
  })

  test('records of others are refused in the words of the API', async ({ assert }) => {
    const other = await plantProgram()
    const eve = (await other.post('/contacts', { first_name: 'Eve' })).body.data
    const foreign = await program.post('/deals', {
      title: 'Theirs',
      stage_id: stages[0],
      contact_id: eve.id,
    })
    assert.deepEqual([foreign.status, foreign.body.code], [422, 'E_UNKNOWN_RECORD'])
    const stage = await other.post('/deals', { title: 'Ours', stage_id: stages[0] })
    assert.equal(stage.status, 404)
    await program.post('/deals', { title: 'One', stage_id: stages[0], external_id: 'd' })
    const twice = await program.post('/deals', {
      title: 'Two',
      stage_id: stages[0],
      external_id: 'd',
    })
    assert.deepEqual(pointersOf(twice), ['/external_id'])
    assert.lengthOf((await program.get('/deals')).body.data, 1)
  })

  test('a deal is made once under its Idempotency-Key', async ({ assert }) => {
    const key = { 'idempotency-key': uuid() }
    const body = { title: 'Once', stage_id: stages[0] }
    const first = await program.post('/deals', body, key)
    const second = await program.post('/deals', body, key)
    assert.deepEqual(second.body, first.body)
    assert.lengthOf((await program.get('/deals')).body.data, 1)
  })
})

test.group('Tasks and notes on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  test('a task is made for a colleague, changed, done and opened again', async ({ assert }) => {
    const colleague = await plantStaff(program.organizationId, 'agent')
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data
    const made = await program.post('/tasks', {
      title: 'Call Ada',
      assignee_id: colleague.user.id,
      due_on: '2030-03-31',
      due_time: '14:30',
      priority: 'high',
      links: [{ type: 'contact', id: ada.id }],
    })
    assert.equal(made.status, 201, made.text)
    const { id } = made.body.data
    assert.containsSubset(made.body.data, {
      title: 'Call Ada',
      due_on: '2030-03-31',
      due_time: '14:30',
      links: [{ type: 'contact', id: ada.id }],
    })
    assert.lengthOf(
      (await program.get(`/tasks?contact=${ada.id}&assignee=${colleague.user.id}`)).body.data,
      1
    )
    const [told] = await sql('select title from notifications where user_id = ?', [
      colleague.user.id,
    ])
    assert.deepEqual(told, { title: 'A task for you: Call Ada' })
    const changed = await program.patch(`/tasks/${id}`, { due_on: null, title: 'Write to Ada' })
    assert.equal(changed.status, 200, changed.text)
    assert.containsSubset(changed.body.data, { due_on: null, due_at: null, title: 'Write to Ada' })
    assert.isString((await program.put(`/tasks/${id}/completion`)).body.data.completed_at)
    assert.lengthOf((await program.get('/tasks')).body.data, 0)
    assert.lengthOf((await program.get('/tasks?state=done')).body.data, 1)
    assert.isNull((await program.delete(`/tasks/${id}/completion`)).body.data.completed_at)
    assert.equal((await program.delete(`/tasks/${id}`)).status, 204)
  })

  test('a task reminds and repeats', async ({ assert }) => {
    const made = await program.post('/tasks', {
      title: 'Feed the rabbits',
      due_on: '2030-04-01',
      due_time: '08:00',
      remind_before: 30,
      repeat: { every: 'week', interval: 2, weekdays: [1, 4] },
    })
    assert.equal(made.status, 201, made.text)
    assert.containsSubset(made.body.data, {
      remind_before: 30,
      repeat: { every: 'week', interval: 2, weekdays: [1, 4] },
    })
    const { id } = made.body.data
    assert.isNotNull((await program.put(`/tasks/${id}/completion`)).body.data.completed_at)
    const [next] = (await program.get('/tasks')).body.data
    assert.containsSubset(next, { title: 'Feed the rabbits', due_on: '2030-04-04' })
    const once = await program.patch(`/tasks/${next.id}`, { repeat: null, remind_before: null })
    assert.containsSubset(once.body.data, { repeat: null, remind_before: null })
    const wrong = await program.post('/tasks', { title: 'X', repeat: { every: 'fortnight' } })
    assert.includeMembers(pointersOf(wrong), ['/repeat/every', '/repeat/interval'])
  })

  test('a note is cleaned, found by its record, changed and deleted', async ({ assert }) => {
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data
    const links = [{ type: 'contact', id: ada.id }]
    const made = await program.post('/notes', {
      body_html: '<p>She <strong>called</strong><script>alert(1)</script></p>',
      links,
    })
    assert.equal(made.status, 201, made.text)
    const { id } = made.body.data
    assert.notInclude(made.body.data.body_html, 'script')
    assert.equal(made.body.data.body_text, 'She called')
    assert.lengthOf((await program.get(`/notes?contact=${ada.id}`)).body.data, 1)
    assert.lengthOf((await program.get(`/notes?contact=${uuid()}`)).body.data, 0)
    const changed = await program.patch(`/notes/${id}`, { body_html: '<p>She wrote</p>' })
    assert.equal(changed.body.data.body_text, 'She wrote')
    const empty = await program.post('/notes', { body_html: '<p></p>', links })
    assert.equal(empty.status, 422)
    const other = await plantProgram()
    assert.equal((await other.get(`/notes/${id}`)).status, 404)
    const foreign = await other.post('/notes', { body_html: 'Mine', links })
    assert.deepEqual([foreign.status, foreign.body.code], [422, 'E_UNKNOWN_RECORD'])
    assert.equal((await program.delete(`/notes/${id}`)).status, 204)
  })
})

test.group('Segments on the API', (group) => {
  group.each.setup(forgetLimits)

  test('lists are filled and emptied; dynamic ones are read', async ({ assert }) => {
    const program = await plantProgram()
    const { user } = await plantStaff(program.organizationId)
    const maker = { user, can: () => true }
    const [list, dynamic] = await Tenant.run(program.organizationId, async () => [
      await Segment.define({ name: 'Friends', kind: 'static' }, maker),
      await Segment.define(
        {
          name: 'From the API',
          kind: 'dynamic',
          definition: { condition: 'contact.source', operator: 'is', value: 'api' },
        },
        maker
      ),
    ])
    const ids: string[] = []
    for (const name of ['Ada', 'Grace']) {
      ids.push((await program.post('/contacts', { first_name: name })).body.data.id)
    }
    const all = await program.get('/segments')
    assert.deepEqual(
      all.body.data.map(({ id, kind }: { id: string; kind: string }) => [id, kind]),
      [
        [list.id, 'static'],
        [dynamic.id, 'dynamic'],
      ]
    )
    const path = `/segments/${list.id}/contacts`
    assert.deepEqual((await program.post(path, { contact_ids: ids })).body.data, { added: 2 })
    assert.deepEqual((await program.post(path, { contact_ids: ids })).body.data, { added: 0 })
    const first = await program.get(`${path}?limit=1&fields=first_name`)
    assert.deepEqual(first.body.data, [{ id: ids[0], first_name: 'Ada' }])
    const second = await program.get(
      `${path}?limit=1&fields=first_name&cursor=${first.body.page.next}`
    )
    assert.deepEqual(second.body.data, [{ id: ids[1], first_name: 'Grace' }])
    assert.equal((await program.delete(`${path}/${ids[0]}`)).status, 204)
    assert.lengthOf((await program.get(path)).body.data, 1)
    const refused = await program.post(`/segments/${dynamic.id}/contacts`, { contact_ids: ids })
    assert.deepEqual([refused.status, refused.body.code], [422, 'E_SEGMENT_DYNAMIC'])

    const other = await plantProgram()
    assert.equal((await other.get(`/segments/${list.id}`)).status, 404)
    assert.equal((await other.get(path)).status, 404)
    const theirs = await plantProgram({}, program.organizationId)
    const stranger = (await other.post('/contacts', { first_name: 'Eve' })).body.data.id
    assert.deepEqual((await theirs.post(path, { contact_ids: [stranger] })).body.data, { added: 0 })
  })
})
