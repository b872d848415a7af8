import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { factsOf, forgetLimits, plantProgram, type Program } from './support.js'

test.group('Idempotency keys', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    return () => clock.restore()
  })

  const made = async () =>
    (await factsOf(program.organizationId)).filter((type) => type === 'contact.created').length
  const send = (key: string, body: unknown = { first_name: 'Ada' }, path = '/contacts') =>
    program.post(path, body, { 'idempotency-key': key })

  test('the same request under the same key is carried out once and answered alike', async ({
    assert,
  }) => {
    const key = uuid()
    const first = await send(key)
    const second = await send(key)
    assert.deepEqual([first.status, second.status], [201, 201])
    assert.deepEqual(second.body, first.body)
    assert.equal(second.headers.location, first.headers.location)
    assert.equal(second.headers['idempotency-replayed'], 'true')
    assert.isUndefined(first.headers['idempotency-replayed'])
    assert.equal(await made(), 1)
    await send(uuid())
    assert.equal(await made(), 2)
  })

  test('many at once are carried out once; the others wait their turn', async ({ assert }) => {
    const key = uuid()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(key)))
    const states = answers.map(({ status }) => status)
    assert.isTrue(
      states.every((status) => status === 201 || status === 409),
      states.join()
    )
    assert.include(states, 201)
    for (const { status, body } of answers) {
      if (status === 409) assert.equal(body.code, 'E_IDEMPOTENCY_IN_FLIGHT')
    }
    assert.equal(await made(), 1)
    const later = await send(key)
    assert.equal(later.status, 201)
    assert.equal(await made(), 1)
  })

  test('another body or another address under the same key is refused', async ({ assert }) => {
    const key = uuid()
    await send(key)
    const body = await send(key, { first_name: 'Grace' })
    const path = await send(key, { first_name: 'Ada' }, '/contacts?fields=id')
    for (const answer of [body, path]) {
      assert.deepEqual([answer.status, answer.body.code], [422, 'E_IDEMPOTENCY_KEY_REUSED'])
    }
    assert.equal(await made(), 1)
  })

  test('a request that failed leaves its key free', async ({ assert }) => {
    const key = uuid()
    assert.equal((await send(key, { email: 'no address' })).status, 422)
    assert.equal((await send(key)).status, 201)
    assert.equal(await made(), 1)
  })

  test('keys of different API keys do not meet', async ({ assert }) => {
    const key = uuid()
    await send(key)
    const other = await plantProgram({}, program.organizationId)
    await other.post('/contacts', { first_name: 'Ada' }, { 'idempotency-key': key })
    assert.equal(await made(), 2)
  })

  test('a day later the key is new', async ({ assert }) => {
    const key = uuid()
    await send(key)
    clock.travel({ hours: 25 })
    const late = await send(key, { first_name: 'Grace' })
    assert.equal(late.status, 201)
    assert.equal(await made(), 2)
  })

  test('one whose process died is taken over after its lease, not before', async ({ assert }) => {
    const key = uuid()
    await send(key)
    await sql(
      `update idempotency_keys set status = null, body = null, location = null where organization_id = ?`,
      [program.organizationId]
    )
    assert.equal((await send(key)).status, 409)
    await sql(
      `update idempotency_keys set leased_until = clock_timestamp() - interval '1 second' where organization_id = ?`,
      [program.organizationId]
    )
    assert.equal((await send(key)).status, 201)
    assert.equal((await send(key)).headers['idempotency-replayed'], 'true')
  })

  test('a key that is none is refused', async ({ assert }) => {
    for (const key of ['x'.repeat(256), 'two words']) {
      const answer = await send(key)
      assert.deepEqual([answer.status, answer.body.code], [400, 'E_IDEMPOTENCY_KEY_INVALID'])
    }
    assert.equal(await made(), 0)
  })
})
