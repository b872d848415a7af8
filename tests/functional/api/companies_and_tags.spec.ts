import { test } from '@japa/runner'
import { Tenant } from '#core/tenancy/tenant'
import CustomField from '#crm/models/custom_field'
import { plantStaff } from '#tests/support/people'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Companies on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  test('a company is made, found, changed and deleted', async ({ assert }) => {
    const owner = await plantStaff(program.organizationId, 'agent')
    const made = await program.post('/companies', {
      name: 'Analytical Engines',
      domain: 'https://Engines.example',
      city: 'London',
      owner_id: owner.user.id,
      external_id: 'c-1',
    })
    assert.equal(made.status, 201, made.text)
    const { id } = made.body.data
    assert.equal(made.headers.location, `/api/v1/companies/${id}`)
    assert.equal(made.body.data.source, 'api')
    for (const query of [
      '?q=analytical',
      '?domain=engines.example',
      '?external_id=c-1',
      `?owner=${owner.user.id}`,
      '?sort=name',
      '?updated_since=2000-01-01T00:00:00Z',
    ]) {
      const { body } = await program.get(`/companies${query}`)
      assert.deepEqual(
        body.data.map((row: { id: string }) => row.id),
        [id],
        query
      )
    }
    const changed = await program.patch(`/companies/${id}?expand=owner&fields=name,city`, {
      name: 'Difference Engines',
      city: null,
    })
    assert.deepEqual(changed.body.data, {
      id,
      name: 'Difference Engines',
      city: null,
      owner: { id: owner.user.id, name: owner.user.fullName, email: owner.user.email },
    })
    assert.equal((await program.delete(`/companies/${id}`)).status, 204)
    assert.equal((await program.get(`/companies/${id}`)).status, 404)
    assert.deepEqual((await factsOf(program.organizationId)).slice(1), [
      'company.created',
      'company.updated',
      'company.deleted',
    ])
  })

  test('what is not valid is told in the words of the API', async ({ assert }) => {
    const stranger = await plantStaff((await plantProgram()).organizationId)
    const answer = await program.post('/companies', { name: 'X', owner_id: stranger.user.id })
    assert.equal(answer.status, 422)
    assert.deepEqual(pointersOf(answer), ['/owner_id'])
    await program.post('/companies', { name: 'One', external_id: 'c' })
    const twice = await program.post('/companies', { name: 'Two', external_id: 'c' })
    assert.deepEqual(pointersOf(twice), ['/external_id'])
    assert.deepEqual(pointersOf(await program.post('/companies', {})), ['/name'])
  })

  test("another organization's company is not there", async ({ assert }) => {
    const { id } = (await program.post('/companies', { name: 'Ours' })).body.data
    const other = await plantProgram()
    const theirs = (await other.post('/contacts', { first_name: 'Eve' })).body.data.id
    assert.equal((await other.get(`/companies/${id}`)).status, 404)
    assert.equal((await other.patch(`/companies/${id}`, { name: 'Theirs' })).status, 404)
    assert.equal((await other.delete(`/companies/${id}`)).status, 404)
    assert.equal((await other.put(`/contacts/${theirs}/companies/${id}`, {})).status, 404)
    assert.equal((await program.get(`/companies/${id}`)).body.data.name, 'Ours')
  })
})

test.group('Tags and fields on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  test('tags are made, renamed, put on, taken off and deleted', async ({ assert }) => {
    const made = await program.post('/tags', { name: 'Early bird', color: 'amber' })
    assert.equal(made.status, 201, made.text)
    const tag = made.body.data.id
    const twice = await program.post('/tags', { name: 'EARLY  bird' })
    assert.deepEqual(pointersOf(twice), ['/name'])
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data.id
    for (let n = 0; n < 2; n++) {
      const on = await program.put(`/contacts/${ada}/tags/${tag}`)
      assert.deepEqual(on.body.data.tags, [{ id: tag, name: 'Early bird', color: 'amber' }])
    }
    const renamed = await program.patch(`/tags/${tag}`, { name: 'Night owl' })
    assert.equal(renamed.body.data.name, 'Night owl')
    assert.lengthOf((await program.get('/tags?q=NIGHT')).body.data, 1)
    assert.lengthOf((await program.get('/tags?q=bird')).body.data, 0)
    for (let n = 0; n < 2; n++) {
      const off = await program.delete(`/contacts/${ada}/tags/${tag}`)
      assert.deepEqual(off.body.data.tags, [])
    }
    await program.put(`/contacts/${ada}/tags/${tag}`)
    assert.equal((await program.delete(`/tags/${tag}`)).status, 204)
    assert.deepEqual((await program.get(`/contacts/${ada}`)).body.data.tags, [])
    assert.deepEqual((await factsOf(program.organizationId)).slice(1), [
      'tag.created',
      'contact.created',
      'contact.tagged',
      'tag.updated',
      'contact.untagged',
      'contact.tagged',
      'tag.deleted',
    ])
  })

  test('companies wear tags too', async ({ assert }) => {
    const company = (await program.post('/companies', { name: 'Engines' })).body.data
    const tag = (await program.post('/tags', { name: 'Customer' })).body.data
    const path = `/companies/${company.id}/tags/${tag.id}`
    const on = await program.put(path)
    assert.containsSubset(on.body.data.tags, [{ id: tag.id, name: 'Customer' }])
    assert.lengthOf((await program.get(`/companies?tag=${tag.id}`)).body.data, 1)
    assert.deepEqual((await program.delete(path)).body.data.tags, [])
    assert.equal((await (await plantProgram()).put(path)).status, 404)
    const facts = await factsOf(program.organizationId)
    assert.includeMembers(facts, ['company.tagged', 'company.untagged'])
  })

  test('custom fields are listed with what they take', async ({ assert }) => {
    await Tenant.run(program.organizationId, async () => {
      await CustomField.define({
        entity: 'contact',
        type: 'select',
        label: 'Colour',
        options: [{ value: 'red', label: 'Red' }],
      })
      await CustomField.define({ entity: 'company', type: 'number', label: 'Seats' })
    })
    const all = await program.get('/fields?fields=entity,key,type')
    assert.deepEqual(
      all.body.data.map(({ entity, key, type }: Record<string, string>) => [entity, key, type]),
      [
        ['company', 'seats', 'number'],
        ['contact', 'colour', 'select'],
      ]
    )
    const contacts = await program.get('/fields?entity=contact')
    assert.containsSubset(contacts.body.data[0].options, [{ value: 'red', label: 'Red' }])
    assert.equal((await program.get('/fields?entity=rabbit')).status, 422)
  })
})
