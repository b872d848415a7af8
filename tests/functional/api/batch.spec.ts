import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import CustomField from '#crm/models/custom_field'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Batches of contacts', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  const batch = async (contacts: unknown[], more: Record<string, unknown> = {}) => {
    const answer = await program.post('/contacts/batch', { contacts, ...more })
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.body.data
  }
  const states = (data: { results: { status: string }[] }) =>
    data.results.map(({ status }) => status)
  const count = async (table: string) =>
    (
      await sql<{ count: number }>(
        `select count(*)::int as count from ${table} where organization_id = ?`,
        [program.organizationId]
      )
    )[0].count

  test('makes who is not there, changes who is, and leaves the same as it is', async ({
    assert,
  }) => {
    const first = await batch([
      { email: 'ada@example.test', first_name: 'Ada', tags: ['Maths'] },
      { email: 'grace@example.test', first_name: 'Grace', phone: '+49 30 901820' },
    ])
    assert.deepEqual(states(first), ['created', 'created'])
    const second = await batch([
      { email: 'GRACE@example.test', first_name: 'Grace' },
      { email: 'ada@example.test', last_name: 'Lovelace' },
      { email: 'alan@example.test', first_name: 'Alan' },
      { email: 'ada@new.test', emails: [{ email: 'grace@example.test' }] },
    ])
    assert.containsSubset(second, { created: 1, updated: 1, unchanged: 1, failed: 1 })
    assert.deepEqual(states(second), ['unchanged', 'updated', 'created', 'failed'])
    assert.equal(second.results[1].id, first.results[0].id)
    const ada = await program.get(`/contacts/${first.results[0].id}`)
    assert.containsSubset(ada.body.data, { first_name: 'Ada', last_name: 'Lovelace' })
    assert.lengthOf(ada.body.data.tags, 1)
    const facts = await factsOf(program.organizationId)
    assert.lengthOf(
      facts.filter((type) => type === 'contact.created'),
      3
    )
    assert.lengthOf(
      facts.filter((type) => type === 'contact.updated'),
      1
    )
  })

  test('a key that may not make tags puts on those that are there, and no others', async ({
    assert,
  }) => {
    await program.post('/tags', { name: 'Maths' })
    const narrow = await plantProgram(
      { scopes: ['contacts:create', 'contacts:update', 'contacts:read'] },
      program.organizationId
    )
    const answer = await narrow.post('/contacts/batch', {
      contacts: [
        { email: 'ada@example.test', tags: ['maths'] },
        { email: 'grace@example.test', tags: ['Maths', 'Navy'] },
      ],
    })
    assert.deepEqual(states(answer.body.data), ['created', 'failed'])
    assert.deepEqual(answer.body.data.results[1].errors[0].pointer, '/tags/1')
    const alone = await narrow.post('/contacts', { email: 'alan@example.test', tags: ['Chess'] })
    assert.equal(alone.status, 422)
    assert.deepEqual(pointersOf(alone), ['/tags/0'])
    assert.equal(await count('tags'), 1)
    assert.equal(await count('contacts'), 1)
  })

  test('rows that are wrong fail alone, and say why and where', async ({ assert }) => {
    await Tenant.run(program.organizationId, () =>
      CustomField.define({ entity: 'contact', type: 'number', label: 'Rabbits', isRequired: true })
    )
    const data = await batch([
      { email: 'ada@example.test', custom: { rabbits: 3 } },
      { email: 'no address', custom: { rabbits: 1 } },
      { first_name: 'Nobody', custom: { rabbits: 1 } },
      { email: 'a@example.test', custom: { rabbits: 'three' } },
      { email: 'b@example.test' },
      { email: 'c@example.test', custom: { rabbits: 1 }, rabbit: true },
      'nothing',
      { email: 'ADA@example.test', custom: { rabbits: 4 } },
    ])
    assert.containsSubset(data, { created: 1, failed: 7, updated: 0 })
    assert.deepEqual(
      data.results.map(({ errors }: { errors?: { pointer: string }[] }) => errors?.[0].pointer),
      [
        undefined,
        '/email',
        '/email',
        '/custom/rabbits',
        '/custom/rabbits',
        '/rabbit',
        data.results[6].errors[0].pointer,
        '',
      ]
    )
    assert.equal(await count('contacts'), 1)
  })

  test('matches by external id', async ({ assert }) => {
    const made = await batch(
      [
        { external_id: 'a', email: 'ada@example.test' },
        { external_id: 'b', first_name: 'Without address' },
      ],
      { match: 'external_id' }
    )
    assert.deepEqual(states(made), ['created', 'created'])
    const changed = await batch(
      [
        { external_id: 'a', email: 'ada@new.test' },
        { external_id: 'c', email: 'ada@example.test' },
        { email: 'alone@example.test' },
      ],
      { match: 'external_id' }
    )
    assert.deepEqual(states(changed), ['updated', 'failed', 'failed'])
    const ada = await program.get(`/contacts/${made.results[0].id}`)
    assert.equal(ada.body.data.email, 'ada@new.test')
    assert.lengthOf(ada.body.data.emails, 2)
  })

  test('a thousand at once, and not one more', async ({ assert }) => {
    const contacts = Array.from({ length: 1000 }, (_, n) => ({
      email: `many${n}@example.test`,
      first_name: `Number ${n}`,
      tags: [n % 2 ? 'Odd' : 'Even'],
    }))
    const made = await batch(contacts)
    assert.containsSubset(made, { created: 1000, failed: 0 })
    assert.equal(await count('contacts'), 1000)
    assert.equal(await count('contact_emails'), 1000)
    assert.equal(await count('contact_tags'), 1000)
    assert.equal(await count('tags'), 2)
    const again = await batch(contacts.map((contact) => ({ ...contact, last_name: 'Again' })))
    assert.containsSubset(again, { updated: 1000 })
    const more = await program.post('/contacts/batch', {
      contacts: [...contacts, { email: 'more@example.test' }],
    })
    assert.equal(more.status, 422)
    assert.equal((await program.post('/contacts/batch', { contacts: [] })).status, 422)
  }).timeout(60_000)

  test('two at once over the same people make each once', async ({ assert }) => {
    const contacts = Array.from({ length: 60 }, (_, n) => ({
      email: `race${n}@example.test`,
      first_name: `Number ${n}`,
    }))
    const both = await Promise.all([batch(contacts), batch([...contacts].reverse())])
    assert.equal(both[0].created + both[1].created, 60)
    assert.equal(both[0].failed + both[1].failed, 0)
    assert.equal(await count('contacts'), 60)
    assert.equal(await count('contact_emails'), 60)
    const facts = await factsOf(program.organizationId)
    assert.lengthOf(
      facts.filter((type) => type === 'contact.created'),
      60
    )
  })
})
