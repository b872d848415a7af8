import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { beginTopic } from '#crm/topics'
import { factsOf, forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

test.group('Consent on the API', (group) => {
  let program: Program
  let path: string
  let news: string
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    const { id } = (await program.post('/contacts', { email: 'ada@example.test' })).body.data
    path = `/contacts/${id}`
    const details = { name: 'News', doubleOptIn: false, isDefault: true }
    news = (await Tenant.run(program.organizationId, () => beginTopic(details))).id
  })

  const grant = {
    channel: 'email',
    state: 'granted',
    wording: 'Yes, write to me',
    source: 'form',
    proof: { ip: '192.0.2.1' },
  }
  const denial = { channel: 'email', state: 'denied', wording: 'No more mails' }

  test('what was said stands in the ledger, and what holds follows from it', async ({ assert }) => {
    const topics = (await program.get('/topics')).body.data
    assert.containsSubset(topics, [{ id: news, name: 'News', is_default: true }])
    const first = await program.post(`${path}/consents`, { ...grant, topic_id: news })
    assert.equal(first.status, 201, first.text)
    assert.containsSubset(first.body.data, {
      ...{ topic_id: news, source: 'form', proof: { ip: '192.0.2.1' }, in_force: true },
    })
    const second = await program.post(`${path}/consents`, { ...denial, topic_id: news })
    assert.containsSubset(second.body.data, { state: 'denied', source: 'api', in_force: true })
    const ledger = await program.get(`${path}/consents?limit=1`)
    assert.containsSubset(ledger.body.data, [{ state: 'denied', in_force: true }])
    const older = await program.get(`${path}/consents?limit=1&cursor=${ledger.body.page.next}`)
    assert.containsSubset(older.body.data, [{ state: 'granted', in_force: false }])
    assert.isNull(older.body.page.next)
    const states = (await program.get(`${path}/consent-states`)).body.data
    assert.containsSubset(states, [
      { channel: 'email', topic_id: news, state: 'denied', consent_id: second.body.data.id },
    ])
    assert.lengthOf(
      (await factsOf(program.organizationId)).filter((type) => type === 'consent.recorded'),
      2
    )
  })

  test('a consent is for one of the contact’s addresses, and for none of another’s', async ({
    assert,
  }) => {
    await program.patch(path, {
      emails: [{ email: 'ada@example.test' }, { email: 'Second@example.test' }],
      phones: [{ phone: '+49 30 901820' }],
    })
    await program.post('/contacts', { email: 'grace@example.test' })
    const said = async (body: object) => program.post(`${path}/consents`, { ...grant, ...body })
    const primary = await said({})
    assert.equal(primary.body.data.address, 'ada@example.test')
    const second = await said({ address: 'SECOND@example.test' })
    assert.deepEqual([second.status, second.body.data.address], [201, 'Second@example.test'])
    const call = await said({ channel: 'voice', address: '+4930901820' })
    assert.deepEqual([call.status, call.body.data.address], [201, '+49 30 901820'], call.text)
    for (const body of [
      { address: 'grace@example.test' },
      { address: 'no address' },
      { address: '+4930901820' },
      { channel: 'sms', address: 'ada@example.test' },
      { channel: 'sms', address: '+4930901821' },
    ]) {
      const refused = await said(body)
      assert.deepEqual([refused.status, pointersOf(refused)], [422, ['/address']], refused.text)
    }
    const [{ id }] = (await program.get(path)).body.data.emails.filter(
      ({ email }: { email: string }) => email.startsWith('Second')
    )
    await program.delete(`${path}/emails/${id}`)
    const lines = (await program.get(`${path}/consents`)).body.data
    assert.deepEqual(
      lines.map(({ address }: { address: string | null }) => address),
      ['+49 30 901820', null, 'ada@example.test']
    )
  })

  test('a refusal is not brought back by a weak word', async ({ assert }) => {
    await program.post(`${path}/consents`, denial)
    const without = await program.post(`${path}/consents`, { ...grant, proof: undefined })
    assert.deepEqual([without.status, pointersOf(without)], [422, ['/proof']])
    const imported = await program.post(`${path}/consents`, {
      ...{ ...grant, source: 'import' },
    })
    assert.deepEqual([imported.status, imported.body.code], [422, 'E_CONSENT_REFUSED'])
    const asStaff = await program.post(`${path}/consents`, { ...grant, source: 'staff' })
    assert.deepEqual(pointersOf(asStaff), ['/source'])
    assert.lengthOf((await program.get(`${path}/consents`)).body.data, 1)
    const suppressed = await program.get('/suppressions?address=ada@example.test')
    assert.containsSubset(suppressed.body.data, [{ reason: 'unsubscribe', scope: 'marketing' }])
    const own = await program.post(`${path}/consents`, grant)
    assert.equal(own.body.data.in_force, true)
    assert.deepEqual((await program.get('/suppressions')).body.data, [])
  })

  test('each address says whether it has opted out, and where', async ({ assert }) => {
    await program.patch(path, {
      emails: [{ email: 'ada@example.test' }, { email: 'second@example.test' }],
      phones: [{ phone: '+49 30 901820' }],
    })
    const contact = async (query = '') => (await program.get(`${path}${query}`)).body.data
    for (const row of [...(await contact()).emails, ...(await contact()).phones]) {
      assert.deepEqual(row.opt_out, [])
    }
    const quiet = await program.get(`${path}/consent-states`)
    assert.deepEqual(quiet.body, { data: [], suppressed: [] })

    const suppress = (channel: string, address: string) =>
      program.post('/suppressions', { channel, address, note: 'A letter' })
    await suppress('email', 'Second@example.test')
    await suppress('sms', '+4930901820')
    await suppress('whatsapp', '+4930901820')
    await suppress('email', 'somebody.else@example.test')
    const expiry = '2999-01-01T00:00:00.000Z'
    await sql(
      `update suppressions set expires_at = ? where organization_id = ? and channel = 'sms'`,
      [expiry, program.organizationId]
    )
    const out = (channel: string, expires: string | null = null) => ({
      ...{ channel, scope: 'marketing', reason: 'manual', expires_at: expires },
    })
    const { emails, phones } = await contact()
    assert.deepEqual(
      emails.map((row: Record<string, unknown>) => [row.email, row.opt_out]),
      [
        ['ada@example.test', []],
        ['second@example.test', [out('email')]],
      ]
    )
    assert.deepEqual(phones[0].opt_out, [out('sms', expiry), out('whatsapp')])
    const [listed] = (await program.get('/contacts?fields=emails')).body.data
    assert.deepEqual(listed.emails, emails)
    assert.deepEqual((await program.get(`${path}/consent-states`)).body.suppressed, [
      { address: 'second@example.test', ...out('email') },
      { address: '+49 30 901820', ...out('sms', expiry) },
      { address: '+49 30 901820', ...out('whatsapp') },
    ])

    await sql(`update suppressions set expires_at = '2020-01-01' where organization_id = ?`, [
      program.organizationId,
    ])
    assert.deepEqual((await contact()).phones[0].opt_out, [])
    assert.deepEqual((await program.get(`${path}/consent-states`)).body.suppressed, [])
    await program.post(`${path}/consents`, denial)
    const primary = (await contact()).emails[0]
    assert.deepEqual(primary.opt_out, [{ ...out('email'), reason: 'unsubscribe' }])
  })

  test('what was said long ago does not decide over what was said since', async ({ assert }) => {
    await program.post(`${path}/consents`, denial)
    const old = await program.post(`${path}/consents`, {
      ...grant,
      occurred_at: '2020-01-01T00:00:00Z',
    })
    assert.containsSubset(old.body.data, { state: 'granted', in_force: false })
    const future = await program.post(`${path}/consents`, {
      ...grant,
      occurred_at: '2999-01-01T00:00:00Z',
    })
    assert.deepEqual(pointersOf(future), ['/occurred_at'])
  })

  test('topics are made, renamed and put away', async ({ assert }) => {
    const made = await program.post('/topics', { name: 'Offers', double_opt_in: true })
    assert.equal(made.status, 201, made.text)
    assert.containsSubset(made.body.data, { key: 'offers', double_opt_in: true, is_default: false })
    const { id } = made.body.data
    const twice = await program.post('/topics', { name: 'offers' })
    assert.deepEqual([twice.status, pointersOf(twice)], [422, ['/name']])
    const renamed = await program.patch(`/topics/${id}`, { name: 'Bargains' })
    assert.containsSubset(renamed.body.data, { key: 'offers', double_opt_in: true })
    assert.containsSubset(renamed.body.data, { tracks_opens: true, tracks_clicks: true })
    const quiet = await program.patch(`/topics/${id}`, { tracks_opens: false })
    assert.containsSubset(quiet.body.data, { tracks_opens: false, tracks_clicks: true })
    const away = await program.patch(`/topics/${id}`, { is_archived: true })
    assert.isString(away.body.data.archived_at)
    assert.lengthOf((await program.get('/topics')).body.data, 1)
    assert.deepEqual((await program.get(`/topics/${id}`)).body.data, away.body.data)
    const reader = await plantProgram({ scopes: ['topics:read'] }, program.organizationId)
    assert.equal((await reader.patch(`/topics/${id}`, { name: 'X' })).status, 403)
    assert.equal((await (await plantProgram()).patch(`/topics/${id}`, { name: 'X' })).status, 404)
  })

  test('addresses are suppressed, found and released', async ({ assert }) => {
    const wish = { channel: 'email', address: 'Bob@Example.test', note: 'Wrote a letter' }
    const made = await program.post('/suppressions', wish)
    assert.equal(made.status, 201, made.text)
    assert.containsSubset(made.body.data, { scope: 'marketing', reason: 'manual', source: 'api' })
    const { id } = made.body.data
    assert.equal((await program.post('/suppressions', wish)).body.data.id, id)
    const found = await program.get('/suppressions?address=bob@example.test')
    assert.lengthOf(found.body.data, 1)
    assert.deepEqual((await program.get(`/suppressions/${id}`)).body.data, made.body.data)
    const bad = await program.post('/suppressions', { ...wish, address: 'no address' })
    assert.deepEqual([bad.status, pointersOf(bad)], [422, ['/address']])
    assert.equal((await program.delete(`/suppressions/${id}`)).status, 422)
    assert.equal((await program.delete(`/suppressions/${id}?why=Asked+again`)).status, 204)
    assert.equal((await program.get(`/suppressions/${id}`)).status, 404)
    assert.includeMembers(await factsOf(program.organizationId), [
      'address.suppressed',
      'address.released',
    ])
  })

  test('other organizations have a ledger and a list of their own', async ({ assert }) => {
    const wish = { channel: 'email', address: 'bob@example.test', note: 'A letter' }
    const { id } = (await program.post('/suppressions', wish)).body.data
    const other = await plantProgram()
    assert.equal((await other.get(`${path}/consents`)).status, 404)
    assert.equal((await other.post(`${path}/consents`, grant)).status, 404)
    assert.equal((await other.delete(`/suppressions/${id}?why=Because`)).status, 404)
    const reader = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.equal((await reader.post(`${path}/consents`, grant)).status, 403)
    assert.equal((await reader.get('/suppressions')).status, 403)
    const foreign = await program.post(`${path}/consents`, { ...grant, topic_id: id })
    assert.deepEqual(pointersOf(foreign), ['/topic_id'])
  })
})
