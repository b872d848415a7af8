import { test } from '@japa/runner'
import { forgetLimits, plantProgram } from './support.js'

test.group('Methods of the API', (group) => {
  group.each.setup(forgetLimits)

  test('{method} {path} is told which methods there are: {allow}')
    .with([
      { method: 'PUT', path: '/contacts', allow: 'GET, HEAD, POST' },
      { method: 'GET', path: '/contacts/batch', allow: 'POST' },
      {
        method: 'POST',
        path: '/contacts/0198f2a4-7c1e-7b52-9d64-3f1f0a6c2b11',
        allow: 'DELETE, GET, HEAD, PATCH',
      },
    ])
    .run(async ({ assert }, { method, path, allow }) => {
      const program = await plantProgram()
      const answer = await program.request(method, path)
      assert.equal(answer.status, 405)
      assert.equal(answer.headers.allow, allow)
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
      assert.equal(answer.body.code, 'E_METHOD_NOT_ALLOWED')
    })

  test('a path that nobody knows stays unknown', async ({ assert }) => {
    const program = await plantProgram()
    for (const path of ['/unicorns', '/contacts/no-uuid', '/contacts/batch/more']) {
      assert.equal((await program.request('PUT', path)).status, 404)
    }
  })
})
