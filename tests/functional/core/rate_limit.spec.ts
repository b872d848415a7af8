import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { sql } from '#core/database/sql'
import { rateLimit } from '#core/http/rate_limit'

router.post('/core-test/limited', async (ctx) => {
  const key = ctx.request.header('x-key')!
  await rateLimit.consume(ctx, [{ name: 'core-test', key, requests: 2, per: '1 minute' }])
  return 'ok'
})
router.post('/core-test/guarded', async (ctx) => {
  const buckets = [
    { name: 'core-guard', key: ctx.request.header('x-key')!, requests: 2, per: '1 minute' },
  ]
  return rateLimit.penalize(ctx, buckets, async () => {
    if (ctx.request.header('x-password') !== 'right') throw new Error('wrong')
    await rateLimit.clear(buckets)
    return 'in'
  })
})

test.group('Rate limits', () => {
  test('say how often, and how long to wait', async ({ assert, client }) => {
    const post = (key: string) =>
      client.post('/core-test/limited').headers({ 'x-key': key, 'accept': 'application/json' })
    const key = randomUUID()
    const first = await post(key)
    first.assertStatus(200)
    assert.match(first.header('ratelimit')!, /^"core-test";r=1;t=\d+$/)
    assert.equal(first.header('ratelimit-policy'), '"core-test";q=2')
    ;(await post(key)).assertStatus(200)
    const third = await post(key)
    third.assertStatus(429)
    assert.closeTo(Number(third.header('retry-after')), 60, 2)
    assert.containsSubset(JSON.parse(third.text()), { status: 429, code: 'E_TOO_MANY_REQUESTS' })
    ;(await post(randomUUID())).assertStatus(200)
  })

  test('keep no key as it was given', async ({ assert, client }) => {
    const key = `${randomUUID()}@example.test`
    await client.post('/core-test/limited').headers({ 'x-key': key })
    const stored = await sql(`select key from rate_limits where key like ?`, [`%${key}%`])
    assert.lengthOf(stored, 0)
  })

  test('can count failures alone', async ({ client }) => {
    const key = randomUUID()
    const attempt = (password: string) =>
      client
        .post('/core-test/guarded')
        .headers({ 'x-key': key, 'x-password': password, 'accept': 'application/json' })
    for (let n = 0; n < 4; n++) (await attempt('right')).assertStatus(200)
    ;(await attempt('wrong')).assertStatus(500)
    ;(await attempt('right')).assertStatus(200)
    for (let n = 0; n < 2; n++) (await attempt('wrong')).assertStatus(500)
    ;(await attempt('right')).assertStatus(429)
  })
})
