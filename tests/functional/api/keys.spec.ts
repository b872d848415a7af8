import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import ace from '@adonisjs/core/services/ace'
import { clock } from '#core/clock/clock'
import { hashToken } from '#core/crypto/tokens'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { revokeApiKey } from '#identity/api_keys'
import { apiScopes } from '#identity/api_scopes'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import MakeApiKey from '../../../app/commands/identity/api_key.js'
import { factsOf, forgetLimits, plantProgram, Program } from './support.js'

test.group('API keys', (group) => {
  group.each.setup(async () => {
    await forgetLimits()
    return () => clock.restore()
  })

  test('without a key, with a malformed or an unknown one, nothing opens', async ({ assert }) => {
    const organizationId = await plantOrganization()
    for (const [key, code] of [
      [null, 'E_API_KEY_MISSING'],
      ['nonsense', 'E_API_KEY_UNKNOWN'],
      [`wrn_aaaaaaaa_${'a'.repeat(43)}`, 'E_API_KEY_UNKNOWN'],
    ] as const) {
      const answer = await new Program(organizationId, '', key).get('/contacts')
      assert.equal(answer.status, 401)
      assert.equal(answer.body.code, code)
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
      assert.match(String(answer.headers['www-authenticate']), /^Bearer/)
    }
  })

  test('a key works without cookies, and sets none', async ({ assert }) => {
    const program = await plantProgram()
    const answer = await program.get('/contacts')
    assert.equal(answer.status, 200)
    assert.isUndefined(answer.headers['set-cookie'])
    assert.isUndefined(answer.headers['access-control-allow-origin'])
    assert.deepEqual(answer.body, { data: [], page: { next: null, previous: null, limit: 25 } })
  })

  test('only the hash of a key is kept', async ({ assert }) => {
    const { keyId, key } = await plantProgram()
    const [row] = await sql<Record<string, string>>('select * from api_keys where id = ?', [keyId])
    assert.equal(row.key_hash, hashToken(key!))
    assert.isTrue(key!.startsWith(`${row.prefix}_`))
    assert.notInclude(JSON.stringify(row), key!)
  })

  test('a scope that a key does not have is refused by its name', async ({ assert }) => {
    const program = await plantProgram({ scopes: ['contacts:read'] })
    const refused = await program.post('/contacts', { email: 'ada@example.test' })
    assert.equal(refused.status, 403)
    assert.equal(refused.body.code, 'E_SCOPE_MISSING')
    assert.include(refused.body.detail, 'contacts:create')
    assert.include(String(refused.headers['www-authenticate']), 'insufficient_scope')
    assert.equal((await program.get('/contacts')).status, 200)
    const half = await plantProgram({ scopes: ['contacts:create'] })
    assert.equal((await half.post('/contacts/batch', { contacts: [] })).status, 403)
  })

  test('a key that has expired, one that was revoked, and one of a deleted organization open nothing', async ({
    assert,
  }) => {
    const short = await plantProgram({ expiresInDays: 2 })
    assert.equal((await short.get('/tags')).status, 200)
    clock.travel({ days: 3 })
    const late = await short.get('/tags')
    assert.deepEqual([late.status, late.body.code], [401, 'E_API_KEY_EXPIRED'])
    clock.restore()

    const revoked = await plantProgram()
    await Tenant.run(revoked.organizationId, () => revokeApiKey(revoked.keyId))
    const answer = await revoked.get('/tags')
    assert.deepEqual([answer.status, answer.body.code], [401, 'E_API_KEY_UNKNOWN'])
    assert.deepEqual(await factsOf(revoked.organizationId), ['api_key.created', 'api_key.revoked'])

    const gone = await plantProgram()
    await sql('update organizations set deleted_at = now() where id = ?', [gone.organizationId])
    assert.equal((await gone.get('/tags')).status, 401)
  })

  test('its last use is noted, at most once a minute', async ({ assert }) => {
    const program = await plantProgram()
    const lastUse = async () =>
      (
        await sql<{ last_used_at: Date }>('select last_used_at from api_keys where id = ?', [
          program.keyId,
        ])
      )[0].last_used_at
    assert.isNull(await lastUse())
    clock.freeze()
    await program.get('/tags')
    const first = await lastUse()
    clock.travel({ seconds: 30 })
    await program.get('/tags')
    assert.deepEqual(await lastUse(), first)
    clock.travel({ seconds: 40 })
    await program.get('/tags')
    assert.isAbove((await lastUse()).getTime(), first.getTime())
  })

  test('requests are limited per key, and the headers say how many remain', async ({ assert }) => {
    const program = await plantProgram({ requestsPerMinute: 3 })
    const other = await plantProgram({ requestsPerMinute: 3 }, program.organizationId)
    const first = await program.get('/tags')
    assert.match(String(first.headers.ratelimit), /^"default";r=2;t=\d+$/)
    assert.equal(first.headers['ratelimit-policy'], '"default";q=3;w=60')
    await program.get('/tags')
    await program.get('/tags')
    const refused = await program.get('/tags')
    assert.equal(refused.status, 429)
    assert.equal(refused.body.status, 429)
    assert.match(String(refused.headers.ratelimit), /^"default";r=0;t=\d+$/)
    assert.equal(refused.headers['ratelimit-policy'], '"default";q=3;w=60')
    assert.isAbove(Number(refused.headers['retry-after']), 0)
    assert.equal((await other.get('/tags')).status, 200)
  })

  test('what it does is told with the key as the actor', async ({ assert }) => {
    const program = await plantProgram()
    const { body } = await program.post('/contacts', { email: 'ada@example.test' })
    const [fact] = await sql(
      `select actor_type, actor_id from events where organization_id = ? and type = 'contact.created' and subject_id = ?`,
      [program.organizationId, body.data.id]
    )
    assert.deepEqual(fact, { actor_type: 'key', actor_id: program.keyId })
  })
})

test.group('API keys in settings', () => {
  test('the key is shown once; then its prefix alone', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Keys')
    const owner = await plantStaff(organizationId)
    const made = await as(owner, client.post('/admin/settings/api-keys'))
      .header('accept', 'application/json')
      .json({ name: 'Web shop', scopes: ['contacts:read', 'tags:*'], expiresInDays: 30 })
    made.assertStatus(201)
    const { key, id } = made.body()
    assert.equal((await new Program(organizationId, id, key).get('/contacts')).status, 200)

    const page = await as(owner, client.get('/admin/settings/api-keys')).withInertia()
    page.assertStatus(200)
    assert.notInclude(page.text(), key)
    assert.containsSubset(page.body().props.keys, [
      { id, name: 'Web shop', prefix: key.slice(0, 12), state: 'active' },
    ])
    assert.includeMembers(page.body().props.keys[0].scopes, ['contacts:read', 'tags:read'])

    const revoked = await as(owner, client.delete(`/admin/settings/api-keys/${id}`))
    revoked.assertStatus(302)
    assert.equal((await new Program(organizationId, id, key).get('/contacts')).status, 401)
  })

  test('agents and viewers neither see nor make nor revoke keys', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Keys')
    const { keyId } = await plantProgram({}, organizationId)
    for (const role of ['agent', 'viewer']) {
      const person = await plantStaff(organizationId, role)
      const tries = [
        client.get('/admin/settings/api-keys'),
        client.post('/admin/settings/api-keys').json({ name: 'Mine', scopes: ['*'] }),
        client.delete(`/admin/settings/api-keys/${keyId}`),
      ]
      for (const request of tries) {
        const answer = await as(person, request).header('accept', 'application/json')
        answer.assertStatus(403)
      }
    }
    const [row] = await sql('select revoked_at from api_keys where id = ?', [keyId])
    assert.deepEqual(row, { revoked_at: null })
  })

  test('a key of another organization is not there', async ({ client }) => {
    const { keyId } = await plantProgram()
    const stranger = await plantStaff(await plantOrganization('Others'))
    for (const id of [keyId, uuid()]) {
      const answer = await as(stranger, client.delete(`/admin/settings/api-keys/${id}`)).header(
        'accept',
        'application/json'
      )
      answer.assertStatus(404)
    }
  })

  test('unknown scopes and odd limits are told at their fields', async ({ client, assert }) => {
    const owner = await plantStaff(await plantOrganization('Keys'))
    const answer = await as(owner, client.post('/admin/settings/api-keys'))
      .header('accept', 'application/json')
      .json({ name: '', scopes: [], requestsPerMinute: 0 })
    answer.assertStatus(422)
    assert.sameMembers(
      answer.body().errors.map(({ pointer }: { pointer: string }) => pointer),
      ['/name', '/scopes', '/requestsPerMinute']
    )
    const unknown = await as(owner, client.post('/admin/settings/api-keys'))
      .header('accept', 'application/json')
      .json({ name: 'Key', scopes: ['rabbits:feed'] })
    unknown.assertStatus(422)
    assert.equal(unknown.body().code, 'E_UNKNOWN_SCOPE')
  })
})

test.group('node ace api:key', (group) => {
  group.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  async function run(argv: string[]) {
    const lines: string[] = []
    const log = console.log
    console.log = (line: string) => void lines.push(line)
    try {
      const command = await ace.create(MakeApiKey, argv)
      await command.exec()
      return { exitCode: command.exitCode, lines }
    } finally {
      console.log = log
    }
  }

  test('prints a key that works, once', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const slug = `test-${organizationId.slice(-12)}`
    const { lines } = await run([
      `--organization=${slug}`,
      '--scopes=contacts:write, tags:read',
      '--name=Nightly',
    ])
    assert.lengthOf(lines, 1)
    const program = new Program(organizationId, '', lines[0])
    assert.equal((await program.get('/tags')).status, 200)
    assert.equal((await program.get('/contacts')).status, 403)
    assert.equal((await program.post('/contacts', { email: 'ada@example.test' })).status, 201)
  })

  test('refuses an unknown organization and unknown scopes', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const slug = `test-${organizationId.slice(-12)}`
    const nobody = await run(['--organization=nobody', '--scopes=contacts:read'])
    const nothing = await run([`--organization=${slug}`, '--scopes=rabbits:feed'])
    assert.deepEqual([nobody.exitCode, nothing.exitCode], [1, 1])
    assert.deepEqual([...nobody.lines, ...nothing.lines], [])
    assert.deepEqual(await factsOf(organizationId), [])
  })

  test('a star stands for every scope of the API', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const slug = `test-${organizationId.slice(-12)}`
    const { lines } = await run([`--organization=${slug}`, '--scopes=*', '--json'])
    assert.deepEqual(JSON.parse(lines[0]).scopes, apiScopes())
  })
})
