import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { formattedClient } from '#core/api/client/formatted'
import { sql } from '#core/database/sql'
import {
  ApiProblem,
  each,
  warrenClient,
  type Settings,
} from '../../../clients/typescript/src/index.ts'
import { forgetLimits, plantProgram } from './support.js'

const baseUrl = `http://${env.get('HOST')}:${env.get('PORT')}`

test.group('The TypeScript client', (group) => {
  group.each.setup(forgetLimits)

  const plantClient = async (settings: Partial<Settings> = {}) => {
    const program = await plantProgram()
    const client = warrenClient({ baseUrl, key: program.key!, ...settings })
    return { client, organizationId: program.organizationId }
  }

  test('is what the API’s declarations give', async ({ assert }) => {
    for (const [name, text] of Object.entries(await formattedClient())) {
      const committed = await readFile(app.makePath('clients/typescript/src', name), 'utf8')
      assert.equal(committed, text, `${name}: run npm run client`)
    }
  })

  test('makes, changes, finds and deletes', async ({ assert }) => {
    const { client } = await plantClient()
    const { data: ada } = await client.contacts.create({
      email: 'ada@example.test',
      first_name: 'Ada',
      tags: ['Maths'],
    })
    const { data: changed } = await client.contacts.update(ada.id, { lifecycle: 'customer' })
    assert.equal(changed.lifecycle, 'customer')
    const { data: company } = await client.companies.create({ name: 'Engines' })
    await client.contacts.join(ada.id, company.id, { role: 'Founder' })
    const { data: wide } = await client.contacts.get(ada.id, { expand: 'companies' })
    assert.equal(wide.companies?.[0].role, 'Founder')
    const { data: found } = await client.contacts.list({ tag: ada.tags[0].id, limit: 5 })
    assert.deepEqual(
      found.map(({ id }) => id),
      [ada.id]
    )
    assert.isUndefined(await client.contacts.delete(ada.id))
    const { data: none } = await client.contacts.list()
    assert.deepEqual(none, [])
  })

  test('sends a file as it is', async ({ assert }) => {
    const { client } = await plantClient()
    const file = new Blob(['E-mail,Name\nada@example.test,Ada\n'])
    const { data } = await client.imports.create(file, { name: 'people.csv' })
    assert.deepEqual(data.headers, ['E-mail', 'Name'])
    assert.equal(data.size, file.size)
    const { data: seen } = await client.imports.get(data.id, { expand: 'progress' })
    assert.equal(seen.progress?.rows, 0)
  })

  test('goes through all pages of a list', async ({ assert }) => {
    const { client } = await plantClient()
    const contacts = Array.from({ length: 25 }, (_, n) => ({ email: `p${n}@example.test` }))
    const { data } = await client.contacts.batch({ contacts })
    assert.equal(data.created, 25)
    const seen = new Set<string | null>()
    for await (const { email } of each(client.contacts.list, { limit: 10, sort: 'created_at' })) {
      seen.add(email)
    }
    assert.equal(seen.size, 25)
  })

  test('throws what was refused, with code and pointers', async ({ assert }) => {
    const { client } = await plantClient()
    const problem = await client.contacts
      .create({ email: 'no address' })
      .then(() => null)
      .catch((error: unknown) => error)
    assert.instanceOf(problem, ApiProblem)
    const { status, code, problem: told } = problem as ApiProblem
    assert.deepEqual([status, code], [422, 'E_VALIDATION_ERROR'])
    assert.equal(told.errors?.[0].pointer, '/email')
  })

  test('tries again after a cut connection, and makes nothing twice', async ({ assert }) => {
    let calls = 0
    const cut: typeof fetch = async (...request) => {
      const answer = await fetch(...request)
      if (++calls === 1) throw new TypeError('fetch failed')
      return answer
    }
    const { client, organizationId } = await plantClient({ fetch: cut })
    const { data } = await client.contacts.create({ first_name: 'Ada' })
    assert.equal(calls, 2)
    const rows = await sql<{ id: string }>('select id from contacts where organization_id = ?', [
      organizationId,
    ])
    assert.deepEqual(rows, [{ id: data.id }])
  })

  test('waits as long as it is told to, and gives up when it was tried often enough', async ({
    assert,
  }) => {
    const statuses = [503, 429, 200]
    const busy: typeof fetch = async () =>
      new Response(JSON.stringify({ data: [], page: { next: null, previous: null, limit: 25 } }), {
        status: statuses.shift() ?? 503,
        headers: { 'retry-after': '0' },
      })
    const { client } = await plantClient({ fetch: busy })
    assert.deepEqual((await client.tags.list()).data, [])
    const { client: impatient } = await plantClient({ fetch: busy, retries: 0 })
    await assert.rejects(() => impatient.tags.list())
  })
})
