import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentState } from '#crm/consent'
import type Topic from '#crm/models/topic'
import { mayReceive } from '#crm/queries/may_receive'
import { Suppression } from '#crm/suppression'
import { beginTopic } from '#crm/topics'
import Organization from '#identity/models/organization'
import { MARK } from '#messaging/ledger/states'
import { preferencesUrl, unsubscribeHeaders, unsubscribeUrl } from '#messaging/preferences/headers'
import { type LinkOwner, ownerToken } from '#messaging/tokens'
import { plantOrganization } from '#tests/support/organizations'
import { plantMail, plantRun, type PlantedRun, sendOf, tallyOf } from '#tests/support/sends'

const N = 1

test.group('Unsubscribing', (group) => {
  let organizationId: string
  let host: string
  let run: PlantedRun
  let news: Topic
  let tips: Topic
  let token: string
  let contactId: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Hutch')
    const { slug } = await Organization.findOrFail(organizationId)
    host = `${slug}.${env.get('APP_DOMAIN')}`
    run = await plantRun({ organizationId })
    contactId = run.contacts[N].id
    ;[news, tips] = await within(async () => [
      await beginTopic({
        name: 'News',
        description: 'All of it',
        doubleOptIn: true,
        isDefault: true,
      }),
      await beginTopic({ name: 'Tips', doubleOptIn: false, isDefault: false }),
    ])
    await sql('update send_runs set topic_id = ? where id = ?', [news.id, run.runId])
    await say(news.id, 'granted')
    await say(tips.id, 'granted')
    token = ownerToken('unsubscribe', owner())
    await sql('delete from rate_limits')
  })
  group.each.teardown(() => clock.restore())

  const within = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const owner = (): LinkOwner => ({ kind: 'send', runId: run.runId, n: N })
  const say = (topicId: string | null, state: ConsentState) =>
    within(() =>
      db.transaction((trx) =>
        Consent.record([{ contactId, channel: 'email', topicId, state, source: 'form' }], trx)
      )
    )
  const receives = async (topicId: string | null) => {
    const now = clock.now().toISO()
    const part = mayReceive('c', { channel: 'email', topicId, organizationId, now })
    const rows = await sql(
      `select 1 from contacts c where c.organization_id = ? and c.id = ? and ${part.sql}`,
      [organizationId, contactId, ...part.bindings]
    )
    return rows.length === 1
  }
  const heard = async () => [await receives(news.id), await receives(tips.id)]
  const ledger = () =>
    sql<{ source: string; state: string; proof: Record<string, unknown> }>(
      `select source, state, proof from consents where organization_id = ? and contact_id = ? and source <> 'form'
       order by id`,
      [organizationId, contactId]
    )
  const factsOf = () =>
    sql(`select 1 from send_events where run_id = ? and kind = 'unsubscribed'`, [run.runId])
  const get = (client: ApiClient, path: string) =>
    client.get(path).header('host', host).withInertia().redirects(0)
  const post = (client: ApiClient, path: string, fields: Record<string, unknown>) =>
    client.post(path).header('host', host).form(fields).withInertia().redirects(0)

  test('the page says whose address it is about, and sets no cookie', async ({
    client,
    assert,
  }) => {
    const page = await get(client, `/u/${token}`)
    page.assertStatus(200)
    assert.containSubset(page.inertiaProps, {
      address: 're…@readers.test',
      topic: { name: 'News', description: 'All of it' },
      isOut: false,
    })
    assert.notInclude(JSON.stringify(page.body()), run.contacts[N].email)
    assert.isUndefined(page.header('set-cookie'))
    assert.equal(page.header('cache-control'), 'private, no-store')
  })

  test('looking changes nothing, however a scanner looks', async ({ client, assert }) => {
    const path = `/u/${token}`
    const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36'
    await get(client, path).header('user-agent', chrome)
    await get(client, path)
      .header('sec-purpose', 'prefetch;prerender')
      .header('purpose', 'prefetch')
    await client.head(path).header('host', host)
    await client.options(path).header('host', host)
    await get(client, `${path}?act=unsubscribe&List-Unsubscribe=One-Click`)
    await get(client, new URL(preferencesUrl(owner(), 'http://x')).pathname)
    // Some follow forms too, with nothing in them or with what they make up.
    ;(await client.post(path).header('host', host).withInertia()).assertStatus(200)
    ;(await post(client, path, { q: 'test' })).assertStatus(200)
    ;(await post(client, path, { act: 'burn' })).assertStatus(422)
    assert.deepEqual(await heard(), [true, true])
    assert.lengthOf(await ledger(), 0)
    assert.equal((await sendOf(run.runId, N)).marks & MARK.unsubscribed, 0)
  })

  test('the button takes them off the topic, once, and marks the mail', async ({
    client,
    assert,
  }) => {
    for (let turn = 0; turn < 3; turn++) {
      const answer = await post(client, `/u/${token}`, { act: 'unsubscribe' })
      answer.assertStatus(303)
      assert.equal(answer.header('location'), `/u/${token}`)
    }
    assert.deepEqual(await heard(), [false, true])
    const lines = await ledger()
    assert.lengthOf(lines, 1)
    assert.containSubset(lines[0], { source: 'unsubscribe', state: 'denied' })
    assert.equal(lines[0].proof.ref, `s.${run.runId.toString(36)}.1`)
    assert.isString(lines[0].proof.ip)
    assert.notEqual((await sendOf(run.runId, N)).marks & MARK.unsubscribed, 0)
    assert.equal((await tallyOf(run.runId)).unsubscribed, 1)
    assert.lengthOf(await factsOf(), 1)
    assert.containSubset((await get(client, `/u/${token}`)).inertiaProps, { isOut: true })
    assert.equal((await sendOf(run.runId, 0)).marks, 0, 'nobody else')
  })

  test('a mail program does it by RFC 8058: form or multipart, no cookie, no redirect', async ({
    client,
    assert,
  }) => {
    const headers = unsubscribeHeaders(owner(), `http://${host}`)
    assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
    const path = new URL(headers['List-Unsubscribe'].slice(1, -1)).pathname
    assert.equal(path, new URL(unsubscribeUrl(owner(), `http://${host}`)).pathname)
    const answers = await Promise.all([
      post(client, path, { 'List-Unsubscribe': 'One-Click' }).header(
        'origin',
        'https://mail.example'
      ),
      client.post(path).header('host', host).field('List-Unsubscribe', 'One-Click').redirects(0),
    ])
    for (const answer of answers) {
      answer.assertStatus(200)
      assert.isUndefined(answer.header('set-cookie'))
    }
    assert.deepEqual(await heard(), [false, true])
    const lines = await ledger()
    assert.deepEqual(
      lines.map(({ source }) => source),
      ['one_click'],
      'two at once are one'
    )
    assert.equal((await tallyOf(run.runId)).unsubscribed, 1)
  })

  test('without a topic it is all marketing, and a mistake brings back what was there', async ({
    client,
    assert,
  }) => {
    await sql('update send_runs set topic_id = null where id = ?', [run.runId])
    await say(null, 'granted')
    await post(client, `/u/${token}`, { act: 'unsubscribe' })
    assert.isFalse(await receives(null))
    assert.deepEqual(await heard(), [false, false])
    const { email } = run.contacts[N]
    const covered = () => within(async () => (await Suppression.covers('email', [email])).size)
    assert.equal(await covered(), 1, 'the address is suppressed whatever becomes of the contact')
    ;(await post(client, `/u/${token}`, { act: 'undo' })).assertStatus(303)
    assert.isTrue(await receives(null))
    assert.deepEqual(await heard(), [true, true])
    assert.equal(await covered(), 0)
  })

  test('whoever leaves everything and comes back gets no more than before', async ({
    client,
    assert,
  }) => {
    await post(client, `/u/${token}`, { act: 'everything' })
    assert.deepEqual(await heard(), [false, false])
    await post(client, `/u/${token}`, { act: 'undo' })
    assert.deepEqual(await heard(), [true, true])
    assert.isFalse(await receives(null), 'nobody agreed to all marketing')
  })

  test('a mistake does not lift a bounce or a complaint', async ({ client, assert }) => {
    const { email } = run.contacts[N]
    await post(client, `/u/${token}`, { act: 'everything' })
    await within(() =>
      db.transaction((trx) =>
        Suppression.add(
          [{ channel: 'email', address: email, reason: 'complaint', source: 'test' }],
          trx
        )
      )
    )
    await post(client, `/u/${token}`, { act: 'undo' })
    assert.deepEqual(await heard(), [false, false])
  })

  test('a link of another organization, purpose or key is none', async ({ client, assert }) => {
    const strangers = await plantRun()
    const foreign = ownerToken('unsubscribe', { kind: 'send', runId: strangers.runId, n: 0 })
    const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
    for (const bad of [foreign, forged, ownerToken('preferences', owner()), 'x', 's.1.1.AAAA']) {
      const page = await get(client, `/u/${bad}`)
      page.assertStatus(404)
      assert.containSubset(page.inertiaProps, { isLost: true })
      ;(await post(client, `/u/${bad}`, { act: 'unsubscribe' })).assertStatus(404)
    }
    assert.equal((await sendOf(strangers.runId, 0)).marks, 0)
    assert.deepEqual(await heard(), [true, true])
  })

  test('a mail to an address of nobody is unsubscribed by its address', async ({
    client,
    assert,
  }) => {
    const address = `nobody-${organizationId.slice(-8)}@readers.test`
    const mailId = await plantMail(organizationId, { address })
    const path = `/u/${ownerToken('unsubscribe', { kind: 'mail', mailId })}`
    await post(client, path, { act: 'unsubscribe' })
    await post(client, path, { act: 'unsubscribe' })
    const covered = await within(() => Suppression.covers('email', [address]))
    assert.equal(covered.size, 1)
    assert.containSubset((await get(client, path)).inertiaProps, { isOut: true })
    const [mail] = await sql<{ marks: number }>('select marks from outgoing_mails where id = ?', [
      mailId,
    ])
    assert.equal(mail.marks & MARK.unsubscribed, MARK.unsubscribed)
  })

  test('the link goes on working for a contact who was merged or deleted', async ({
    client,
    assert,
  }) => {
    const winner = run.contacts[0].id
    await sql('update contacts set deleted_at = now(), merged_into_id = ? where id = ?', [
      winner,
      contactId,
    ])
    await post(client, `/u/${token}`, { act: 'unsubscribe' })
    const [row] = await sql<{ contactId: string }>(
      `select contact_id as "contactId" from consent_states where organization_id = ? and topic_id = ?
         and state = 'denied'`,
      [organizationId, news.id]
    )
    assert.equal(row.contactId, winner)
  })

  test('the preference centre writes down what differs', async ({ client, assert }) => {
    const path = new URL(preferencesUrl(owner(), 'http://x')).pathname
    const page = await get(client, path)
    page.assertStatus(200)
    assert.containSubset(page.inertiaProps, { topics: [{ isOn: true }, { isOn: true }] })
    await post(client, path, { 'act': 'save', 'topics[]': [tips.id], 'locale': 'de' })
    assert.deepEqual(await heard(), [false, true])
    await post(client, path, { 'act': 'save', 'topics[]': [tips.id], 'locale': 'de' })
    assert.lengthOf(await ledger(), 1)
    assert.equal((await tallyOf(run.runId)).unsubscribed, 1)
    const [{ locale }] = await sql<{ locale: string }>('select locale from contacts where id = ?', [
      contactId,
    ])
    assert.equal(locale, 'de')
    await post(client, path, { 'act': 'save', 'topics[]': [tips.id, news.id] })
    assert.deepEqual(await heard(), [true, true])
  })

  test('after leaving everything one topic can be chosen again, and it alone', async ({
    client,
    assert,
  }) => {
    const path = new URL(preferencesUrl(owner(), 'http://x')).pathname
    await post(client, path, { act: 'everything' })
    assert.deepEqual(await heard(), [false, false])
    await post(client, path, { 'act': 'save', 'topics[]': [news.id] })
    assert.deepEqual(await heard(), [true, false])
    assert.isFalse(await receives(null))
  })

  test('a pause ends by itself, or when the reader says so, and leaves the topics alone', async ({
    client,
    assert,
  }) => {
    const path = new URL(preferencesUrl(owner(), 'http://x')).pathname
    await post(client, path, { act: 'pause', days: 90 })
    assert.deepEqual(await heard(), [false, false])
    const until = clock.now().plus({ days: 90 }).toISODate()
    assert.containSubset((await get(client, path)).inertiaProps, { pausedUntil: until })
    await post(client, path, { act: 'resume' })
    assert.deepEqual(await heard(), [true, true])
    await post(client, path, { act: 'pause', days: 30 })
    clock.travel({ days: 31 })
    assert.deepEqual(await heard(), [true, true])
  })

  test('leaving everything during a pause outlasts it', async ({ client, assert }) => {
    const path = new URL(preferencesUrl(owner(), 'http://x')).pathname
    await post(client, path, { act: 'pause', days: 30 })
    await post(client, path, { act: 'everything' })
    clock.travel({ days: 40 })
    assert.deepEqual(await heard(), [false, false])
    const { email } = run.contacts[N]
    assert.equal((await within(() => Suppression.covers('email', [email]))).size, 1)
  })

  test('who has no link is mailed one; the answer tells nothing', async ({ client, assert }) => {
    const ask = (email: string) => post(client, '/u', { email }).header('origin', `http://${host}`)
    const known = await ask(run.contacts[N].email.toUpperCase())
    const unknown = await ask('nobody@readers.test')
    assert.deepEqual(
      [known.status(), known.header('location')],
      [unknown.status(), unknown.header('location')]
    )
    const mails = await sql<{ to: string }>(
      `select to_address as "to" from outgoing_mails where organization_id = ? and mail = 'messaging/preferences_link'`,
      [organizationId]
    )
    assert.deepEqual(mails, [{ to: run.contacts[N].email }])
    ;(await post(client, '/u', { email: 'x' })).assertStatus(422)
    ;(await ask(run.contacts[0].email).header('origin', 'https://evil.example')).assertStatus(403)
    for (let n = 0; n < 3; n++) await ask('often@readers.test')
    ;(await ask('often@readers.test')).assertStatus(429)
  })
})
