import { test } from '@japa/runner'
import env from '#start/env'
import { forgetLimits, plantProgram } from './support.js'

const ORIGIN = 'https://tool.example.com'
const PREFLIGHT = {
  'origin': ORIGIN,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
}

test.group('Browsers on the API', (group) => {
  group.each.setup(forgetLimits)
  group.each.teardown(() => {
    env.set('API_ALLOWED_ORIGINS', '')
    delete process.env.API_ALLOWED_ORIGINS
  })

  test('a page of an allowed origin may ask, and sees the headers', async ({ assert }) => {
    env.set('API_ALLOWED_ORIGINS', `https://other.example, ${ORIGIN}`)
    const program = await plantProgram()
    const before = await program.request('OPTIONS', '/contacts', { headers: PREFLIGHT })
    assert.equal(before.status, 204)
    assert.equal(before.headers['access-control-allow-origin'], ORIGIN)
    assert.equal(before.headers['access-control-allow-methods'], 'GET, HEAD, POST')
    assert.include(String(before.headers['access-control-allow-headers']), 'authorization')
    const asked = await program.get('/contacts', { origin: ORIGIN })
    assert.equal(asked.headers['access-control-allow-origin'], ORIGIN)
    assert.include(String(asked.headers['access-control-expose-headers']), 'RateLimit')
    assert.include(String(asked.headers.vary), 'Origin')
    assert.isUndefined(asked.headers['access-control-allow-credentials'])
    const refused = await program.get('/contacts?limit=0', { origin: ORIGIN })
    assert.equal(refused.status, 422)
    assert.equal(refused.headers['access-control-allow-origin'], ORIGIN)
  })

  test('other origins, and all of them without a list, are told nothing', async ({ assert }) => {
    const program = await plantProgram()
    for (const list of ['', 'https://other.example', `${ORIGIN}.evil.example`]) {
      env.set('API_ALLOWED_ORIGINS', list)
      const before = await program.request('OPTIONS', '/contacts', { headers: PREFLIGHT })
      assert.equal(before.status, 405)
      assert.isUndefined(before.headers['access-control-allow-origin'])
      const asked = await program.get('/contacts', { origin: ORIGIN })
      assert.isUndefined(asked.headers['access-control-allow-origin'])
    }
  })
})
