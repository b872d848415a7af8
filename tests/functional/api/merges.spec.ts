import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Duplicates and merges on the API', (group) => {
  let program: Program
  let ada: string
  let augusta: string
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    const make = async (body: object) => (await program.post('/contacts', body)).body.data.id
    ada = await make({ email: 'ada@example.test', first_name: 'Ada', tags: ['Maths'] })
    augusta = await make({ email: 'augusta@example.test', first_name: 'Augusta', city: 'London' })
  })

  async function plantPair(): Promise<string> {
    const id = uuid()
    const [a, b] = [ada, augusta].sort()
    await sql(
      `insert into duplicate_pairs (id, organization_id, a_id, b_id, score, reasons, found_at)
       values (?, ?, ?, ?, 80, '{name}', now())`,
      [id, program.organizationId, a, b]
    )
    return id
  }

  test('two contacts are merged by choice, and are two again', async ({ assert }) => {
    await plantPair()
    const merged = await program.post('/merges?expand=winner', {
      winner_id: ada,
      loser_id: augusta,
      fields: { first_name: 'loser' },
    })
    assert.equal(merged.status, 201, merged.text)
    const { id, winner } = merged.body.data
    assert.containsSubset(winner, { id: ada, first_name: 'Augusta', city: 'London' })
    assert.lengthOf(winner.emails, 2)
    assert.equal((await program.get(`/contacts/${augusta}`)).status, 404)
    assert.deepEqual((await program.get('/duplicates')).body.data, [])
    const all = await program.get('/merges?limit=1')
    assert.containsSubset(all.body.data, [{ id, loser_id: augusta, state: 'merged' }])
    assert.equal((await program.get(`/merges/${id}`)).body.data.winner_id, ada)

    const undone = await program.delete(`/merges/${id}`)
    assert.containsSubset(undone.body.data, { state: 'undone', kept: [] })
    assert.equal((await program.get(`/contacts/${ada}`)).body.data.first_name, 'Ada')
    assert.equal((await program.get(`/contacts/${augusta}`)).body.data.city, 'London')
    const twice = await program.delete(`/merges/${id}`)
    assert.deepEqual([twice.status, twice.body.code], [409, 'E_MERGE_UNDONE'])
    assert.includeMembers(await factsOf(program.organizationId), [
      'contact.merged',
      'contact.unmerged',
    ])
  })

  test('a merge is made once under its Idempotency-Key', async ({ assert }) => {
    const wish = { winner_id: ada, loser_id: augusta }
    const key = { 'idempotency-key': 'merge-1' }
    const first = await program.post('/merges', wish, key)
    const again = await program.post('/merges', wish, key)
    assert.deepEqual([again.status, again.text], [201, first.text])
    const without = await program.post('/merges', wish)
    assert.deepEqual([without.status, without.body.code], [409, 'E_MERGE_GONE'])
    const self = await program.post('/merges', { winner_id: ada, loser_id: ada })
    assert.deepEqual([self.status, self.body.code], [422, 'E_MERGE_SELF'])
    assert.deepEqual(pointersOf(await program.post('/merges', { winner_id: ada })), ['/loser_id'])
  })

  test('pairs are listed, dismissed and taken back', async ({ assert }) => {
    const id = await plantPair()
    const { body } = await program.get('/duplicates?expand=contacts')
    assert.containsSubset(body.data, [{ id, score: 80, state: 'open' }])
    assert.lengthOf(body.data[0].contacts, 2)
    const dismissed = await program.put(`/duplicates/${id}/dismissal`)
    assert.equal(dismissed.body.data.state, 'dismissed')
    assert.deepEqual((await program.get('/duplicates')).body.data, [])
    assert.equal((await program.put(`/duplicates/${id}/dismissal`)).status, 409)
    assert.equal((await program.delete(`/duplicates/${id}/dismissal`)).body.data.state, 'open')
  })

  test('a reader merges nothing, and nobody merges what is somebody else’s', async ({ assert }) => {
    const id = await plantPair()
    const wish = { winner_id: ada, loser_id: augusta }
    const reader = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.equal((await reader.get('/duplicates')).status, 200)
    assert.equal((await reader.post('/merges', wish)).status, 403)
    const other = await plantProgram()
    assert.equal((await other.post('/merges', wish)).status, 409)
    assert.equal((await other.put(`/duplicates/${id}/dismissal`)).status, 404)
    assert.deepEqual((await other.get('/duplicates')).body.data, [])
    const merge = (await program.post('/merges', wish)).body.data
    assert.equal((await other.delete(`/merges/${merge.id}`)).status, 404)
    assert.equal((await reader.delete(`/merges/${merge.id}`)).status, 403)
  })
})
