import { test } from '@japa/runner'
import { sandbox as place } from '#config/app'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import MailAccount from '#messaging/models/mail_account'
import { closeAdapters } from '#messaging/transport/accounts'
import type { Message } from '#sandbox/mail/mailbox'
import { runSandbox } from '#tests/contracts/sandbox/running'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'

const AT = '/admin/settings/mail-accounts'

test.group('Mail accounts', (group) => {
  let organizationId: string
  let owner: Person
  const formerPort = place.port

  group.each.setup(async () => {
    organizationId = await plantOrganization()
    owner = await plantStaff(organizationId)
    return async () => {
      place.port = formerPort
      await closeAdapters()
    }
  })
  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const accounts = () => here(() => MailAccount.query().orderBy('position').orderBy('id'))
  const first = async () => (await accounts())[0]
  const POSTMARK = {
    provider: 'postmark',
    label: 'Our Postmark',
    settings: { transactionalStream: 'outbound', marketingStream: 'broadcast' },
    secrets: { serverToken: 'sandbox-secret-token' },
  }
  const limitsOf = ({ label }: MailAccount) => ({
    label,
    takesMarketing: true,
    takesTransactional: true,
    maxConnections: 5,
    perSecond: 14,
    perDay: 50_000,
    bounceLimit: 0.04,
    complaintLimit: 0.002,
  })

  test('the install’s relay is there from the start, without anything to fill in', async ({
    client,
    assert,
  }) => {
    const page = await as(owner, client.get(AT)).withInertia()
    assert.containsSubset(page.inertiaProps, { accounts: [{ provider: 'house', state: 'active' }] })
    await as(owner, client.get(AT)).withInertia()
    assert.lengthOf(await accounts(), 1)
  })

  test('an account is connected, comes first, and its secret is never seen again', async ({
    client,
    assert,
  }) => {
    await as(owner, client.get(AT)).withInertia()
    const made = await as(owner, client.post(AT).json(POSTMARK))
    const account = await first()
    assert.equal(account.provider, 'postmark')
    made.assertHeader('location', `${AT}/${account.id}`)
    assert.deepEqual(account.plainSecrets, POSTMARK.secrets)
    assert.notInclude(account.secrets, 'secret-token')
    for (const path of [AT, `${AT}/${account.id}`]) {
      const page = await as(owner, client.get(path)).withInertia()
      page.assertStatus(200)
      assert.notInclude(JSON.stringify(page.inertiaProps), 'secret-token')
    }
    const log = await sql(`select payload from events where organization_id = ?`, [organizationId])
    assert.notInclude(JSON.stringify(log), 'secret-token')
  })

  test('what is missing or odd is told at its field', async ({ client, assert }) => {
    const post = async (changes: object) => {
      const answer = await as(
        owner,
        client
          .post(AT)
          .header('accept', 'application/json')
          .json({ ...POSTMARK, ...changes })
      )
      assert.equal(answer.status(), 422)
      return answer.text()
    }
    assert.include(await post({ secrets: { serverToken: '' } }), 'secrets/serverToken')
    assert.include(await post({ secrets: {} }), 'secrets/serverToken')
    assert.include(
      await post({ provider: 'ses', settings: { region: 'x.evil.test/', accessKeyId: 'a' } }),
      'settings/region'
    )
    assert.include(
      await post({
        provider: 'smtp',
        settings: { host: 'smtp.example.com', port: 'many', user: '' },
        secrets: { password: '' },
      }),
      'settings/port'
    )
    for (const server of [
      { host: '127.0.0.1', port: '587' },
      { host: 'postgres.internal', port: '587' },
      { host: 'smtp.example.com', port: '5432' },
    ]) {
      assert.include(
        await post({ provider: 'smtp', settings: server, secrets: {} }),
        'settings/host'
      )
    }
    await post({ provider: 'carrier-pigeon' })
    assert.lengthOf(
      (await accounts()).filter(({ provider }) => provider !== 'house'),
      0
    )
  })

  test('a test reaches oneself, and what goes wrong is told and remembered', async ({
    client,
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    place.port = Number(new URL(sandbox.url).port)
    await as(owner, client.post(AT).json(POSTMARK))
    const { id } = await first()
    await as(owner, client.post(`${AT}/${id}/tests`))
    const mails = (await (
      await fetch(`${sandbox.url}/mailbox/messages.json?to=${owner.user.email}`)
    ).json()) as Message[]
    assert.lengthOf(mails, 1)
    assert.include(mails[0].subject, 'Our Postmark works')
    assert.isNotNull((await first()).checkedAt)

    await closeAdapters()
    place.port = 9
    await as(owner, client.post(`${AT}/${id}/tests`))
    assert.include((await first()).lastError!, 'ECONNREFUSED')
  })

  test('limits are changed, secrets exchanged one by one', async ({ client, assert }) => {
    await as(owner, client.post(AT).json(POSTMARK))
    const account = await first()
    const at = `${AT}/${account.id}`
    await here(() => account.merge({ settings: { ...account.settings, topicArn: 'kept' } }).save())
    await as(owner, client.put(at).json({ ...limitsOf(account), settings: POSTMARK.settings }))
    assert.containsSubset(await first(), { perSecond: 14, perDay: 50_000, maxConnections: 5 })
    assert.equal((await first()).settings.topicArn, 'kept')
    await as(owner, client.put(`${at}/secrets`).json({ secrets: { webhookSecret: 'hook' } }))
    assert.deepEqual((await first()).plainSecrets, { ...POSTMARK.secrets, webhookSecret: 'hook' })
    const empty = await as(owner, client.put(`${at}/secrets`).json({ secrets: {} }))
    assert.isAtLeast(empty.status(), 400)
    const types = await sql<{ type: string }>(
      `select type from events where organization_id = ? order by id`,
      [organizationId]
    )
    assert.deepEqual(
      types.map(({ type }) => type),
      ['mail_account.connected', 'mail_account.updated', 'mail_account.rotated']
    )
  })

  test('accounts are put in order, paused, resumed and disabled', async ({ client, assert }) => {
    await as(owner, client.post(AT).json(POSTMARK))
    await as(owner, client.post(AT).json({ ...POSTMARK, label: 'Second' }))
    const before = await accounts()
    assert.deepEqual(
      before.map(({ label }) => label),
      ['Second', 'Our Postmark', 'House']
    )
    const ids = before.map(({ id }) => id).reverse()
    await as(owner, client.put('/admin/settings/mail-account-order').json({ ids }))
    assert.deepEqual(
      (await accounts()).map(({ id }) => id),
      ids
    )
    const at = `${AT}/${ids[1]}/state`
    for (const state of ['paused', 'active', 'disabled']) {
      await as(owner, client.put(at).json({ state }))
      assert.equal((await accounts())[1].state, state)
    }
  })

  test('who may only read changes nothing', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.get(AT)).withInertia()).assertStatus(200)
    ;(await as(viewer, client.post(AT).json(POSTMARK))).assertStatus(403)
    const { id } = await first()
    ;(await as(viewer, client.put(`${AT}/${id}/state`).json({ state: 'paused' }))).assertStatus(403)
    ;(await as(viewer, client.post(`${AT}/${id}/tests`))).assertStatus(403)
  })
})
