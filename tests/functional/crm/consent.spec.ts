import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentEntry } from '#crm/consent'
import type Contact from '#crm/models/contact'
import type Topic from '#crm/models/topic'
import { consentHistoryOf } from '#crm/queries/consents'
import { mayReceive } from '#crm/queries/may_receive'
import { Suppression } from '#crm/suppression'
import { beginTopic } from '#crm/topics'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

type Said = Omit<ConsentEntry, 'contactId' | 'channel'> & { channel?: ConsentEntry['channel'] }

test.group('Consent', (group) => {
  let organizationId: string
  let owner: Person
  let contact: Contact
  let news: Topic

  group.each.setup(async () => {
    organizationId = await plantOrganization('Consent')
    owner = await plantStaff(organizationId)
    contact = await plantContact(organizationId)
    news = await inTenant(() => beginTopic({ name: 'News', doubleOptIn: true, isDefault: true }))
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const say = (...said: Said[]) =>
    inTenant(() =>
      db.transaction((trx) =>
        Consent.record(
          said.map((one) => ({ channel: 'email', ...one, contactId: contact.id })),
          trx
        )
      )
    )
  const stateOf = async (topicId: string | null = null, contactId = contact.id) => {
    const [row] = await sql<{ state: string }>(
      `select state from consent_states where organization_id = ? and contact_id = ? and channel = 'email'
         and topic_id is not distinct from ?`,
      [organizationId, contactId, topicId]
    )
    return row?.state ?? null
  }
  const receives = async (topicId: string | null = null) => {
    const part = mayReceive('c', {
      channel: 'email',
      topicId,
      organizationId,
      now: new Date().toISOString(),
    })
    const rows = await sql(
      `select 1 from contacts c where c.organization_id = ? and c.id = ? and ${part.sql}`,
      [organizationId, contact.id, ...part.bindings]
    )
    return rows.length === 1
  }
  const suppressed = () =>
    inTenant(async () => (await Suppression.covers('email', [contact.email!])).size === 1)

  test('what a person agrees to and refuses stands in the ledger and in what holds now', async ({
    assert,
  }) => {
    assert.isNull(await stateOf())
    assert.isFalse(await receives())
    await say({ state: 'granted', source: 'form', wording: 'Yes, write to me' })
    assert.equal(await stateOf(), 'granted')
    assert.isTrue(await receives())
    assert.isTrue(await receives(news.id), 'all marketing covers the usual topics')
    await say({ state: 'denied', source: 'unsubscribe' })
    assert.equal(await stateOf(), 'denied')
    assert.isFalse(await receives())
    assert.isFalse(await receives(news.id))
    const ledger = await sql('select state from consents where organization_id = ? order by id', [
      organizationId,
    ])
    assert.deepEqual(
      ledger.map(({ state }) => state),
      ['granted', 'denied']
    )
    const events = await sql(
      `select 1 from events where organization_id = ? and type = 'consent.recorded' and contact_id = ?`,
      [organizationId, contact.id]
    )
    assert.lengthOf(events, 2)
  })

  test('the ledger cannot be changed', async ({ assert }) => {
    await say({ state: 'granted', source: 'form' })
    await assert.rejects(
      () => sql(`update consents set state = 'denied' where organization_id = ?`, [organizationId]),
      /append-only/
    )
    await assert.rejects(
      () => sql('delete from consents where organization_id = ?', [organizationId]),
      /append-only/
    )
  })

  test('a refusal is not brought back by an import, nor by staff without proof', async ({
    assert,
  }) => {
    await say({ state: 'denied', source: 'preferences', topicId: news.id })
    await say({ state: 'granted', source: 'import', topicId: news.id })
    assert.equal(await stateOf(news.id), 'denied')
    await say({ state: 'granted', source: 'staff', topicId: news.id })
    assert.equal(await stateOf(news.id), 'denied')
    await say({
      state: 'granted',
      source: 'staff',
      topicId: news.id,
      proof: { document: 'Signed form of 3 May' },
    })
    assert.equal(await stateOf(news.id), 'granted')
    await say({ state: 'denied', source: 'import', topicId: news.id })
    assert.equal(await stateOf(news.id), 'denied', 'an imported refusal counts')
    await say({ state: 'granted', source: 'staff', topicId: news.id })
    assert.equal(await stateOf(news.id), 'denied', 'and counts as the person’s')
    await say({ state: 'granted', source: 'form', topicId: news.id })
    assert.equal(await stateOf(news.id), 'granted')
  })

  test('staff may correct what staff noted', async ({ assert }) => {
    await say({ state: 'denied', source: 'staff', topicId: news.id })
    await say({ state: 'granted', source: 'import', topicId: news.id })
    assert.equal(await stateOf(news.id), 'denied')
    await say({ state: 'granted', source: 'staff', topicId: news.id })
    assert.equal(await stateOf(news.id), 'granted')
  })

  test('waiting for a confirmation does not take consent away, and grants nothing', async ({
    assert,
  }) => {
    await say({ state: 'pending', source: 'form', topicId: news.id })
    assert.equal(await stateOf(news.id), 'pending')
    assert.isFalse(await receives(news.id))
    await say({ state: 'granted', source: 'form', topicId: news.id })
    await say({ state: 'pending', source: 'form', topicId: news.id })
    assert.equal(await stateOf(news.id), 'granted')
  })

  test('what happened earlier does not replace what happened later, in whatever order it is told', async ({
    assert,
  }) => {
    const ago = (days: number) => DateTime.utc().minus({ days })
    await say(
      { state: 'granted', source: 'form', occurredAt: ago(1) },
      { state: 'denied', source: 'import', occurredAt: ago(9) }
    )
    assert.equal(await stateOf(), 'granted')
    assert.isFalse(await suppressed(), 'a refusal that is over suppresses nothing')
    await say({ state: 'denied', source: 'import', occurredAt: ago(5) })
    assert.equal(await stateOf(), 'granted')
    assert.isTrue(await receives())
  })

  test('refusing everything suppresses each address, and survives the contact', async ({
    assert,
  }) => {
    await sql(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, created_at)
       values (gen_random_uuid(), ?, ?, 'second@client.test', 'second@client.test', now())`,
      [organizationId, contact.id]
    )
    await say({ state: 'denied', source: 'unsubscribe' })
    const covered = await inTenant(() =>
      Suppression.covers('email', [contact.email!, 'second@client.test', 'third@client.test'])
    )
    assert.sameMembers([...covered], [contact.email!, 'second@client.test'])
    const transactional = await inTenant(() =>
      Suppression.covers('email', [contact.email!], 'transactional')
    )
    assert.lengthOf([...transactional], 0, 'receipts still go out')

    await sql('delete from contacts where organization_id = ? and id = ?', [
      organizationId,
      contact.id,
    ])
    const again = await plantContact(organizationId, 'Back Again')
    await sql(
      `update contacts set email = ?, email_norm = ? where organization_id = ? and id = ?`,
      [contact.email, contact.email, organizationId, again.id]
    )
    contact = again
    await say({ state: 'granted', source: 'import' })
    assert.isFalse(await receives(), 'an import does not bring the address back')
  })

  test('a topic that an address refused is not granted by importing the person anew', async ({
    assert,
  }) => {
    const { email } = contact
    await say({ state: 'denied', source: 'preferences', topicId: news.id })
    await sql('delete from contacts where organization_id = ? and id = ?', [
      organizationId,
      contact.id,
    ])
    contact = await plantContact(organizationId, 'Back Again')
    await say({ state: 'granted', source: 'import', topicId: news.id, address: email })
    assert.isNull(await stateOf(news.id))
    await say({ state: 'granted', source: 'form', topicId: news.id, address: email })
    assert.equal(await stateOf(news.id), 'granted')
  })

  test('who agrees again is written to again, unless the address bounced or complained', async ({
    assert,
  }) => {
    await say({ state: 'denied', source: 'unsubscribe' })
    await say({ state: 'granted', source: 'form' })
    assert.isFalse(await suppressed())
    assert.isTrue(await receives())
    await inTenant(() =>
      db.transaction((trx) =>
        Suppression.add(
          [
            {
              channel: 'email',
              address: contact.email!,
              reason: 'complaint',
              scope: 'marketing',
              source: 'ses',
            },
          ],
          trx
        )
      )
    )
    await say({ state: 'granted', source: 'form' })
    assert.isFalse(await receives())
  })

  test('consent to everything does not cover a topic that wants its own', async ({ assert }) => {
    const events = await inTenant(() =>
      beginTopic({ name: 'Events nearby', doubleOptIn: false, isDefault: false })
    )
    await say({ state: 'granted', source: 'form' })
    assert.isFalse(await receives(events.id))
    await say({ state: 'granted', source: 'form', topicId: events.id })
    assert.isTrue(await receives(events.id))
    await say({ state: 'denied', source: 'preferences', topicId: news.id })
    assert.isFalse(await receives(news.id), 'a topic refused outweighs all marketing agreed to')
    assert.isTrue(await receives())
  })

  test('staff write down what they were told; a word without proof does not lift a refusal', async ({
    client,
    assert,
  }) => {
    const post = (body: object) =>
      as(owner, client.post(`/admin/contacts/${contact.id}/consents`))
        .header('accept', 'application/json')
        .json(body)
    await say({ state: 'denied', source: 'preferences', topicId: news.id })
    const grant = {
      channel: 'email',
      topicId: news.id,
      state: 'granted',
      wording: 'Asked for the news at the counter',
    }
    const refused = await post(grant)
    refused.assertStatus(422)
    assert.include(refused.text(), 'proof')
    assert.equal(await stateOf(news.id), 'denied')
    ;(await post({ ...grant, proof: 'Signed sheet, folder 12' })).assertStatus(302)
    assert.equal(await stateOf(news.id), 'granted')
    ;(await post({ ...grant, wording: '' })).assertStatus(422)
    const foreign = await Tenant.run(await plantOrganization('Other'), () =>
      beginTopic({ name: 'Foreign', doubleOptIn: false, isDefault: true })
    )
    ;(await post({ ...grant, topicId: foreign.id })).assertStatus(404)
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(
      await as(viewer, client.post(`/admin/contacts/${contact.id}/consents`)).json(grant)
    ).assertStatus(403)
  })

  test('staff say for which of the addresses, and the ledger tells it', async ({
    client,
    assert,
  }) => {
    await sql(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, created_at)
       values (gen_random_uuid(), ?, ?, 'Second@client.test', 'second@client.test', now())`,
      [organizationId, contact.id]
    )
    const stranger = await plantContact(organizationId, 'Somebody Else')
    const post = (address: string) =>
      as(owner, client.post(`/admin/contacts/${contact.id}/consents`))
        .header('accept', 'application/json')
        .json({ channel: 'email', state: 'granted', wording: 'Said so', address })
    ;(await post('second@client.test')).assertStatus(302)
    for (const address of [stranger.email!, 'nobody@client.test', 'nonsense']) {
      const refused = await post(address)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, '/address')
    }
    const said = async () => {
      const [line] = await inTenant(() => consentHistoryOf(contact.id))
      return [line.address, line.isAddressGone]
    }
    assert.deepEqual(await said(), ['Second@client.test', false])
    // Who takes the contact in has its addresses, too.
    const winner = await plantContact(organizationId, 'Winner')
    await sql(`update contacts set deleted_at = now(), merged_into_id = ? where id = ?`, [
      winner.id,
      contact.id,
    ])
    await sql('update contact_emails set contact_id = ?, is_primary = false where contact_id = ?', [
      winner.id,
      contact.id,
    ])
    contact = winner
    assert.deepEqual(await said(), ['Second@client.test', false])
    await sql(`delete from contact_emails where email_norm = 'second@client.test'`)
    assert.deepEqual(await said(), [null, true])
  })

  test('topics are named once, renamed, and put away', async ({ client, assert }) => {
    const post = (body: object) =>
      as(owner, client.post('/admin/settings/topics'))
        .header('accept', 'application/json')
        .json(body)
    ;(await post({ name: 'NÉWS', doubleOptIn: true, isDefault: true })).assertStatus(422)
    ;(await post({ name: 'Tips & tricks', doubleOptIn: false, isDefault: true })).assertStatus(302)
    const put = await as(owner, client.put(`/admin/settings/topics/${news.id}`)).json({
      name: 'Newsletter',
      doubleOptIn: true,
      isDefault: true,
      isArchived: true,
    })
    put.assertStatus(302)
    const page = await as(owner, client.get('/admin/settings/topics')).withInertia()
    assert.sameDeepMembers(
      page
        .body()
        .props.topics.map((t: { key: string; name: string; isArchived: boolean }) => [
          t.key,
          t.name,
          t.isArchived,
        ]),
      [
        ['news', 'Newsletter', true],
        ['tips_tricks', 'Tips & tricks', false],
      ]
    )
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.post('/admin/settings/topics')).json({ name: 'No' })).assertStatus(
      403
    )
  })
})
