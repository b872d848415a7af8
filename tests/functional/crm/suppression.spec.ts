import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import { type Channel, Consent } from '#crm/consent'
import type Contact from '#crm/models/contact'
import { type NewSuppression, Suppression } from '#crm/suppression'
import { beginTopic } from '#crm/topics'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

test.group('Suppressed addresses', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Quiet')
    owner = await plantStaff(organizationId)
    return () => clock.restore()
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const add = (address: string, more: Partial<NewSuppression> = {}) =>
    inTenant(() =>
      db.transaction((trx) =>
        Suppression.add(
          [{ channel: 'email', address, reason: 'hard_bounce', source: 'test', ...more }],
          trx
        )
      )
    )
  const covers = async (
    address: string,
    purpose: 'marketing' | 'transactional' = 'transactional',
    channel: Channel = 'email'
  ) => (await inTenant(() => Suppression.covers(channel, [address], purpose))).has(address)
  const events = (type: string) =>
    sql<{ contact_id: string | null; payload: Record<string, string> }>(
      'select contact_id, payload from events where organization_id = ? and type = ? order by id',
      [organizationId, type]
    )

  test('hold for one channel of one organization, however the address is written', async ({
    assert,
  }) => {
    const contact = await plantContact(organizationId)
    assert.equal(await add(contact.email!.toUpperCase()), 1)
    assert.equal(await add(` ${contact.email} `), 0, 'once is enough')
    assert.isTrue(await covers(contact.email!))
    assert.isFalse(await covers(contact.email!, 'transactional', 'sms'))
    assert.isFalse(await covers('other@quiet.test'))
    const elsewhere = await Tenant.run(await plantOrganization('Loud'), () =>
      Suppression.covers('email', [contact.email!])
    )
    assert.equal(elsewhere.size, 0)
    const told = await events('address.suppressed')
    assert.lengthOf(told, 1)
    assert.equal(told[0].contact_id, contact.id)
    assert.notInclude(JSON.stringify(told[0].payload), contact.email!)
    const rows = await sql('select * from suppressions where organization_id = ?', [organizationId])
    assert.notInclude(JSON.stringify(rows), contact.email!, 'the address itself is not kept')
    await assert.rejects(() => add('nonsense'), /valid e-mail/)
    await assert.rejects(() => add('12', { channel: 'sms' }), /valid phone/)
  })

  test('end when they expire, and one that is prolonged never gets shorter', async ({ assert }) => {
    const at = (days: number) => ({ expiresAt: clock.now().plus({ days }) })
    await add('soft@quiet.test', at(2))
    await add('soft@quiet.test', at(5))
    await add('soft@quiet.test', at(1))
    clock.travel({ days: 4 })
    assert.isTrue(await covers('soft@quiet.test'))
    clock.travel({ days: 2 })
    assert.isFalse(await covers('soft@quiet.test'))
    await add('soft@quiet.test', { reason: 'complaint', expiresAt: null })
    await add('soft@quiet.test', at(1))
    clock.travel({ days: 400 })
    assert.isTrue(await covers('soft@quiet.test'))
  })

  test('of marketing let receipts through', async ({ assert }) => {
    await add('some@quiet.test', { scope: 'marketing' })
    assert.isFalse(await covers('some@quiet.test', 'transactional'))
    assert.isTrue(await covers('some@quiet.test', 'marketing'))
  })

  test('two at once make one', async ({ assert }) => {
    const added = await Promise.all(Array.from({ length: 6 }, () => add('race@quiet.test')))
    assert.equal(
      added.reduce((sum, n) => sum + n, 0),
      1
    )
  })

  test('staff add, find and lift them with a reason', async ({ client, assert }) => {
    const send = (person: Person, method: 'post' | 'delete', path: string, body: object) =>
      as(person, client[method](path)).header('accept', 'application/json').json(body)
    const PATH = '/admin/contacts/suppressions'
    const given = {
      channel: 'email',
      address: 'Ada@quiet.test',
      scope: 'all',
      note: 'Asked by phone',
    }
    ;(await send(owner, 'post', PATH, given)).assertStatus(302)
    ;(await send(owner, 'post', PATH, { ...given, address: 'ada' })).assertStatus(422)
    ;(await send(owner, 'post', PATH, { ...given, note: '' })).assertStatus(422)
    const phone = { ...given, channel: 'sms', address: '+49 30 12345678' }
    ;(await send(owner, 'post', PATH, phone)).assertStatus(302)
    const list = async (address?: string, reason?: string) => {
      const asked = { ...(address && { address }), ...(reason && { reason }) }
      const page = await as(owner, client.get(PATH).qs(asked)).withInertia()
      page.assertStatus(200)
      return page.body().props.suppressions as { id: string; hint: string }[]
    }
    assert.lengthOf(await list(), 2)
    const [found] = await list('ada@QUIET.test')
    assert.equal(found.hint, 'a…@quiet.test')
    assert.lengthOf(await list('+493012345678'), 1)
    assert.lengthOf(await list('ad@quiet.test'), 0, 'a part of an address finds nothing')
    assert.lengthOf(await list(undefined, 'manual'), 2)
    assert.lengthOf(await list(undefined, 'complaint'), 0)
    const agent = await plantStaff(organizationId, 'agent')
    const viewer = await plantStaff(organizationId, 'viewer')
    const why = { why: 'Wrote that she wants it' }
    ;(await send(agent, 'delete', `${PATH}/${found.id}`, why)).assertStatus(403)
    ;(await send(viewer, 'post', PATH, given)).assertStatus(403)
    ;(await send(owner, 'delete', `${PATH}/${found.id}`, {})).assertStatus(422)
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    ;(await send(stranger, 'delete', `${PATH}/${found.id}`, why)).assertStatus(404)
    ;(await send(owner, 'delete', `${PATH}/${found.id}`, why)).assertStatus(302)
    assert.isFalse(await covers('ada@quiet.test'))
    assert.equal((await events('address.released'))[0].payload.why, why.why)
  })

  test('the page of a contact shows each address with what is not sent there', async ({
    client,
    assert,
  }) => {
    const contact = await plantContact(organizationId)
    await add(contact.email!, { reason: 'complaint' })
    await inTenant(() =>
      db.transaction((trx) =>
        Consent.record(
          [
            {
              contactId: contact.id,
              channel: 'email',
              state: 'granted',
              source: 'form',
              wording: 'Send me news',
              proof: { ip: '10.0.0.1' },
            },
          ],
          trx
        )
      )
    )
    const page = await as(
      owner,
      client.get(`/admin/contacts/${contact.id}`)
    ).withInertiaPartialReload('crm/contacts/show', ['consent'])
    const { addresses, states, history } = page.body().props.consent
    assert.equal(addresses[0].suppressions[0].reason, 'complaint')
    assert.equal(states[0].state, 'granted')
    assert.deepInclude(history[0], {
      wording: 'Send me news',
      proof: { ip: '10.0.0.1' },
      inForce: true,
    })
  })

  test('segments and lists ask for consent, suppression and who may be written to', async ({
    assert,
  }) => {
    const topic = await inTenant(() =>
      beginTopic({ name: 'News', doubleOptIn: false, isDefault: true })
    )
    const people: Record<string, Contact> = {}
    for (const name of ['yes', 'no', 'bounced', 'silent', 'topic']) {
      people[name] = await plantContact(organizationId, name)
    }
    const say = (name: string, state: 'granted' | 'denied', topicId: string | null = null) =>
      inTenant(() =>
        db.transaction((trx) =>
          Consent.record(
            [{ contactId: people[name].id, channel: 'email', state, topicId, source: 'form' }],
            trx
          )
        )
      )
    await say('yes', 'granted')
    await say('no', 'denied')
    await say('bounced', 'granted')
    await add(people.bounced.email!)
    await say('topic', 'granted', topic.id)
    const asked = async (condition: string, operator: string, value?: unknown) => {
      const part = await inTenant(async () =>
        compile({ condition, operator, value }, await conditionsOf('contact'), contextOf('c'))
      )
      const rows = await sql<{ first_name: string }>(
        `select first_name from contacts c where organization_id = ? and ${part.sql} order by 1`,
        [organizationId, ...part.bindings]
      )
      return rows.map((row) => row.first_name)
    }
    assert.deepEqual(await asked('consent.marketing', 'may'), ['yes'])
    assert.deepEqual(await asked('consent.marketing', 'may_not'), [
      'bounced',
      'no',
      'silent',
      'topic',
    ])
    assert.deepEqual(await asked('consent.topic', 'agreed', topic.id), ['bounced', 'topic', 'yes'])
    assert.deepEqual(await asked('consent.topic', 'not_agreed', topic.id), ['no', 'silent'])
    assert.deepEqual(await asked('consent.topic', 'may_receive', topic.id), ['topic', 'yes'])
    assert.deepEqual(await asked('consent.email_suppressed', 'yes'), ['bounced', 'no'])
    assert.deepEqual(await asked('consent.phone_suppressed', 'yes'), [])
  })
})
