import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import vine from '@vinejs/vine'
import { Exception } from '@adonisjs/core/exceptions'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'
import { middleware } from '#start/kernel'

const shape = vine.create({
  title: vine.string(),
  lines: vine.array(vine.object({ price: vine.number() })),
})
const HTML = { accept: 'text/html' }
const JSON_BODY = { accept: 'application/json' }

router
  .group(() => {
    router.get('boom', () => {
      throw new Error('the secret of the house')
    })
    router.get('gone', () => {
      throw new Exception('That offer is over.', { status: 410, code: 'E_OFFER_OVER' })
    })
    router.get('bad-uuid', () => sql(`select ?::uuid`, ['nope']))
    router.get('bad-text', () => sql(`select ?::text`, ['\0']))
    router.post('shape', ({ request }) => request.validateUsing(shape))
    router.post('refuse', () => {
      throw new Refusal('All seats are taken.', { code: 'E_SEATS_TAKEN', status: 409 })
    })
    router.post('echo', ({ request }) => request.all())
    router.post('same-origin', () => 'ok').use(middleware.sameOrigin())
  })
  .prefix('core-test')
router
  .group(() => {
    router.post('shape', ({ request }) => request.validateUsing(shape))
    router.post('refuse-field', () => {
      throw new Refusal('That name is taken.', { code: 'E_TAKEN', field: 'name' })
    })
    router.post('refuse', () => {
      throw new Refusal('All seats are taken.', { code: 'E_SEATS_TAKEN' })
    })
    router.get('flashed', ({ session }) => session.flashMessages.all())
  })
  .prefix('core-test/web')
  .use(middleware.web())

const SECURITY_HEADERS = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'x-request-id',
]

test.group('Answers', () => {
  test('{path} carries the security headers')
    .with(
      [
        '/health/live',
        '/favicon.svg',
        '/nothing/here',
        '/core-test/boom',
        '/assets/server/ssr.js',
        '/robots-not-there.txt',
      ].map((path) => ({ path }))
    )
    .run(async ({ assert, client }, { path }) => {
      const response = await client.get(path)
      for (const name of SECURITY_HEADERS) assert.property(response.headers(), name)
      const policy = response.header('content-security-policy')!
      assert.match(policy, /script-src 'self' 'nonce-[\w-]{22}';/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.notMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
      assert.match(response.header('strict-transport-security')!, /^max-age=31536000/)
    })

  test('no two answers share a nonce', async ({ assert, client }) => {
    const nonces = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const response = await client.get('/health/live')
        return response.header('content-security-policy')!.match(/nonce-([\w-]+)/)![1]
      })
    )
    assert.lengthOf(new Set(nonces), 20)
  })

  test('the server-render bundle is not there, however it is spelt', async ({ client }) => {
    for (const path of [
      '/assets/server/ssr.js',
      '/assets/%73erver/ssr.js',
      '/assets//server/ssr.js',
      '/assets/%2573erver/ssr.js',
      '/assets/server%2Fssr.js',
      '/assets/SERVER/ssr.js',
      '/assets/x/../server/ssr.js',
      '/assets/.vite/manifest.json',
      '/.env',
    ]) {
      const response = await client.get(path)
      response.assertStatus(404)
    }
  })

  test('a page that is not there is plain HTML for people', async ({ assert, client }) => {
    const response = await client.get('/nothing/here').headers(HTML)
    response.assertStatus(404)
    assert.match(response.header('content-type')!, /^text\/html/)
    assert.include(response.text(), 'There is nothing at this address.')
    assert.notInclude(response.text(), '<script')
  })

  test('and a problem for machines', async ({ assert, client }) => {
    for (const response of [
      await client.get('/nothing/here').headers(JSON_BODY),
      await client.get('/api/nothing'),
      await client.post('/webhooks/nobody/1'),
    ]) {
      response.assertStatus(404)
      assert.match(response.header('content-type')!, /^application\/problem\+json/)
      const problem = JSON.parse(response.text() || JSON.stringify(response.body()))
      assert.containsSubset(problem, {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        code: 'E_ROUTE_NOT_FOUND',
      })
      assert.equal(problem.request_id, response.header('x-request-id'))
    }
  })

  test('a fault of ours tells nothing of itself', async ({ assert, client }) => {
    for (const headers of [HTML, JSON_BODY]) {
      const response = await client.get('/core-test/boom').headers(headers)
      response.assertStatus(500)
      assert.notInclude(response.text(), 'secret')
      assert.notMatch(response.text(), /\.ts|node_modules|at /)
      assert.include(response.text(), response.header('x-request-id')!)
    }
  })

  test('an exception with words for people says them', async ({ assert, client }) => {
    const response = await client.get('/core-test/gone').headers(JSON_BODY)
    response.assertStatus(410)
    assert.containsSubset(JSON.parse(response.text()), {
      detail: 'That offer is over.',
      code: 'E_OFFER_OVER',
    })
  })

  test('values that the database cannot take are the fault of who sent them', async ({
    client,
  }) => {
    ;(await client.get('/core-test/bad-uuid')).assertStatus(404)
    ;(await client.get('/core-test/bad-text')).assertStatus(422)
  })

  test('what is not valid is told by pointer', async ({ assert, client }) => {
    const response = await client
      .post('/core-test/shape')
      .headers(JSON_BODY)
      .json({ lines: [{ price: 1 }, { price: 'x' }] })
    response.assertStatus(422)
    const { errors, code } = JSON.parse(response.text())
    assert.equal(code, 'E_VALIDATION_ERROR')
    assert.deepEqual(
      errors.map((error: { pointer: string }) => error.pointer),
      ['/title', '/lines/1/price']
    )
    assert.isTrue(errors.every((error: { message: string }) => error.message.length > 0))
  })

  test('a broken or too large body is refused', async ({ assert, client }) => {
    const broken = await client
      .post('/core-test/echo')
      .headers({ ...JSON_BODY, 'content-type': 'application/json' })
      .setup(() => {})
      .json('{"a":' as never)
    assert.isBelow(broken.status(), 500)
    const large = await client
      .post('/core-test/echo')
      .headers(JSON_BODY)
      .json({ text: 'x'.repeat(5_000_000) })
    large.assertStatus(413)
    assert.equal(JSON.parse(large.text()).code, 'E_REQUEST_ENTITY_TOO_LARGE')
  })

  test('a refusal is a problem with its own code', async ({ assert, client }) => {
    const response = await client.post('/core-test/refuse').headers(JSON_BODY)
    response.assertStatus(409)
    assert.containsSubset(JSON.parse(response.text()), {
      code: 'E_SEATS_TAKEN',
      detail: 'All seats are taken.',
    })
  })
})

test.group('Forms', () => {
  const back = (path: string) => ({
    ...HTML,
    referer: `http://127.0.0.1:${process.env.PORT}${path}`,
  })

  test('what is not valid goes back to its form', async ({ assert, client }) => {
    const response = await client
      .post('/core-test/web/shape')
      .headers(back('/core-test/form'))
      .withCsrfToken()
      .redirects(0)
      .form({ title: '' })
    response.assertStatus(302)
    assert.match(response.header('location')!, /\/core-test\/form$/)
    assert.deepEqual(response.flashMessage('inputErrorsBag'), {
      title: ['Enter the title'],
      lines: ['Enter the lines'],
    })
  })

  test('a refusal is told at its field, or over the page', async ({ assert, client }) => {
    const field = await client
      .post('/core-test/web/refuse-field')
      .headers(back('/form'))
      .withCsrfToken()
      .redirects(0)
      .form({})
    field.assertStatus(302)
    assert.deepEqual(field.flashMessage('inputErrorsBag'), { name: ['That name is taken.'] })
    const page = await client
      .post('/core-test/web/refuse')
      .headers(back('/form'))
      .withCsrfToken()
      .redirects(0)
      .form({})
    page.assertStatus(302)
    assert.deepEqual(page.flashMessage('error'), 'All seats are taken.')
  })

  test('a form without its token changes nothing and says why', async ({ assert, client }) => {
    const fromForm = await client
      .post('/core-test/web/shape')
      .headers(back('/form'))
      .redirects(0)
      .form({ title: 'x' })
    fromForm.assertStatus(302)
    assert.deepEqual(
      fromForm.flashMessage('error'),
      'This page was open for too long. Reload it and try again.'
    )
    const fromNowhere = await client
      .post('/core-test/web/shape')
      .headers(HTML)
      .redirects(0)
      .form({ title: 'x' })
    fromNowhere.assertStatus(419)
    assert.include(fromNowhere.text(), 'This page was open for too long.')
    const machine = await client
      .post('/core-test/web/shape')
      .headers(JSON_BODY)
      .json({ title: 'x' })
    machine.assertStatus(419)
    assert.equal(JSON.parse(machine.text()).code, 'E_BAD_CSRF_TOKEN')
  })

  test('a post from {name} is answered with {status}')
    .with([
      {
        name: 'the page itself',
        headers: {
          'origin': `http://127.0.0.1:${process.env.PORT}`,
          'sec-fetch-site': 'same-origin',
        },
        status: 200,
      },
      { name: 'no browser', headers: {}, status: 200 },
      {
        name: 'another site',
        headers: { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        status: 403,
      },
      {
        name: 'another site, old browser',
        headers: { origin: 'https://evil.example' },
        status: 403,
      },
      {
        name: 'a neighbour',
        headers: {
          'origin': `http://x.127.0.0.1:${process.env.PORT}`,
          'sec-fetch-site': 'same-site',
        },
        status: 403,
      },
      { name: 'a sandboxed frame', headers: { origin: 'null' }, status: 403 },
      { name: 'another port', headers: { origin: 'http://127.0.0.1:1' }, status: 403 },
    ] as { name: string; headers: Record<string, string>; status: number }[])
    .run(async ({ client }, { headers, status }) => {
      const response = await client
        .post('/core-test/same-origin')
        .headers({ ...JSON_BODY, ...headers })
      response.assertStatus(status)
    })
})

test.group('Health', () => {
  test('is alive and ready', async ({ assert, client }) => {
    ;(await client.get('/health/live')).assertStatus(200)
    const ready = await client.get('/health/ready')
    ready.assertStatus(200)
    assert.containsSubset(ready.body(), {
      status: 'ready',
      parts: { database: 'ok', migrations: 'ok' },
    })
  })

  test('metrics name what is owed, and nobody', async ({ assert, client }) => {
    await client.get('/health/ready')
    const response = await client.get('/metrics')
    response.assertStatus(200)
    const text = response.text()
    for (const name of [
      'warren_http_request_duration_seconds_bucket',
      'warren_event_reader_lag_seconds',
      'warren_queue_jobs',
      'warren_outgoing_mails',
      'warren_receipts_owed',
      'warren_event_deliveries',
      'warren_database_pool_connections',
    ]) {
      assert.include(text, name)
    }
    assert.match(text, /route="\/health\/ready"/)
    assert.isTrue(
      text
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .every((line) => line.startsWith('warren_'))
    )
    assert.notMatch(text, /organization|user_id/)
  })

  test('metrics are not for who comes through a proxy without the token', async ({ client }) => {
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.9' },
      { forwarded: 'for=203.0.113.9' },
    ] as Record<string, string>[]) {
      ;(await client.get('/metrics').headers(headers)).assertStatus(401)
      ;(
        await client.get('/metrics').headers({ ...headers, authorization: 'Bearer wrong' })
      ).assertStatus(401)
    }
  })
})
