import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { Suppression } from '#crm/suppression'
import { beginTopic } from '#crm/topics'
import type Topic from '#crm/models/topic'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { audienceSql } from '#messaging/audience/audience_sql'
import { countAudience } from '#messaging/audience/count_audience'
import { mayReceiveSql, reasonSql } from '#messaging/audience/may_receive'
import { REASON } from '#messaging/ledger/states'
import { plantOrganization } from '#tests/support/organizations'
import { plantCampaign, plantList, plantPeople, plantRun } from './support/plant.js'

test.group('Audiences', (group) => {
  let organizationId: string
  let news: Topic
  let extra: Topic
  let people: string[]

  group.each.setup(async () => {
    organizationId = await plantOrganization('Audience')
    people = await plantPeople(organizationId, 8)
    news = await inTenant(() => beginTopic({ name: 'News', doubleOptIn: false, isDefault: true }))
    extra = await inTenant(() =>
      beginTopic({ name: 'Extra', doubleOptIn: false, isDefault: false })
    )
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const say = (
    ids: string[],
    state: 'granted' | 'denied' | 'pending',
    topicId: string | null = null
  ) =>
    inTenant(() =>
      db.transaction((trx) =>
        Consent.record(
          ids.map((contactId) => ({ contactId, channel: 'email', topicId, state, source: 'form' })),
          trx
        )
      )
    )
  const everybody: AudienceSpec = {
    include: { segments: [], everybody: true },
    exclude: { segments: [] },
  }
  const reached = async (spec: AudienceSpec, topicId: string | null = null) => {
    const part = audienceSql(spec, { channel: 'email', topicId, organizationId })
    const rows = await sql<{ contact_id: string; address: string }>(part.sql, part.bindings)
    return rows.map((row) => row.contact_id).sort()
  }
  const sorted = (...numbers: number[]) => numbers.map((n) => people[n]).sort()

  test('who agreed is written to; a refusal of the topic or of all wins; other topics are nobody’s', async ({
    assert,
  }) => {
    await say(people.slice(0, 4), 'granted')
    await say([people[1]], 'denied', news.id)
    await say([people[2]], 'denied')
    await say([people[5]], 'granted', extra.id)
    await say([people[6]], 'pending')
    assert.deepEqual(await reached(everybody), sorted(0, 1, 3))
    assert.deepEqual(await reached(everybody, news.id), sorted(0, 3))
    assert.deepEqual(await reached(everybody, extra.id), sorted(5))
  })

  test('the reason is none exactly for those who may be written to', async ({ assert }) => {
    await say(people.slice(0, 5), 'granted')
    await say([people[1]], 'denied')
    await inTenant(() =>
      db.transaction(async (trx) => {
        const [{ email }] = await sql<{ email: string }>(
          'select email from contacts where id = ?',
          [people[2]],
          trx
        )
        await Suppression.add(
          [{ channel: 'email', address: email, reason: 'complaint', source: 'test' }],
          trx
        )
      })
    )
    await sql('update contacts set email = null, email_norm = null where id = ?', [people[3]])
    await sql('update contacts set deleted_at = now() where id = ?', [people[4]])
    for (const topicId of [null, news.id, extra.id]) {
      const given = { channel: 'email', topicId, organizationId } as const
      const [may, why] = [mayReceiveSql('c', given), reasonSql('c', given)]
      const rows = await sql<{ id: string; may: boolean; why: number }>(
        `select c.id, ${may.sql} as may, ${why.sql} as why from contacts c where c.organization_id = ?`,
        [...may.bindings, ...why.bindings, organizationId]
      )
      for (const row of rows) assert.equal(row.may, row.why === 0, `${people.indexOf(row.id)}`)
      if (topicId) continue
      const codes = people.map((id) => rows.find((row) => row.id === id)!.why)
      const { none, unsubscribed, suppressed, noAddress, deleted, noConsent } = REASON
      assert.deepEqual(
        codes.slice(0, 6),
        [none, unsubscribed, suppressed, noAddress, deleted, noConsent].map(({ code }) => code)
      )
    }
  })

  test('segments and lists, exclusions, topics and who was sent what before', async ({
    assert,
  }) => {
    await say(people, 'granted')
    const list = await plantList(organizationId, people.slice(0, 5))
    const other = await plantList(organizationId, [people[1], people[6]])
    const include = { segments: [list, other] }
    assert.deepEqual(
      await reached({ include, exclude: { segments: [] } }),
      sorted(0, 1, 2, 3, 4, 6)
    )
    assert.deepEqual(
      await reached({ include: { segments: [list] }, exclude: { segments: [other] } }),
      sorted(0, 2, 3, 4)
    )
    await say([people[7]], 'granted', extra.id)
    assert.deepEqual(
      await reached({ include: { segments: [], topicId: extra.id }, exclude: { segments: [] } }),
      sorted(7)
    )
    const campaign = await plantCampaign(organizationId)
    await plantRun(organizationId, campaign.id, [
      { contactId: people[0], state: 2, marks: 1 | 32 | 64 },
      { contactId: people[1], state: 2, marks: 1 },
      { contactId: people[2], state: 2, marks: 1 | 256 },
      { contactId: people[3], state: 3, reason: 4 },
      { contactId: people[4], state: 2, marks: 2 },
    ])
    const received = (unopened: boolean) => ({
      include: { segments: [], received: { sources: [campaign.id], unopened } },
      exclude: { segments: [] },
    })
    assert.deepEqual(await reached(received(false)), sorted(0, 1, 2))
    assert.deepEqual(await reached(received(true)), sorted(1))
    assert.deepEqual(
      await reached({ ...everybody, exclude: { segments: [], campaigns: [campaign.id] } }),
      sorted(3, 5, 6, 7)
    )
  })

  test('shares of one draw never meet, and together are all', async ({ assert }) => {
    const many = await plantPeople(organizationId, 400)
    await say(many, 'granted')
    const part = (from: number, to: number) =>
      reached({ ...everybody, part: { from, to, salt: 'x' } })
    const [test_, rest, out] = [await part(0, 0.2), await part(0.2, 0.9), await part(0.9, 1)]
    assert.lengthOf([...new Set([...test_, ...rest, ...out])], 400)
    assert.equal(test_.length + rest.length + out.length, 400)
    assert.approximately(test_.length, 80, 30)
    assert.deepEqual(await part(0, 0.2), test_)
  })

  test('counts tell how many are left out and why', async ({ assert }) => {
    await say(people.slice(0, 6), 'granted')
    await say([people[1]], 'denied')
    await sql('update contacts set email = null, email_norm = null where id = ?', [people[2]])
    const list = await plantList(organizationId, [people[3]])
    const count = await inTenant(() =>
      countAudience({ ...everybody, exclude: { segments: [list] } }, { topicId: news.id })
    )
    assert.deepEqual(count, {
      total: 8,
      reachable: 3,
      leftOut: { noAddress: 1, unsubscribed: 1, noConsent: 2, suppressed: 0, excluded: 1 },
      isExact: true,
    })
    const nobody = { include: { segments: [] }, exclude: { segments: [] } }
    assert.equal((await inTenant(() => countAudience(nobody, { topicId: null })))?.total, 0)
  })

  test('people and segments of another organization are never in it', async ({ assert }) => {
    const foreign = await plantOrganization('Foreign')
    const strangers = await plantPeople(foreign, 2)
    const list = await plantList(foreign, strangers)
    await Tenant.run(foreign, () =>
      db.transaction((trx) =>
        Consent.record(
          strangers.map((contactId) => ({
            contactId,
            channel: 'email',
            state: 'granted',
            source: 'form',
          })),
          trx
        )
      )
    )
    assert.deepEqual(await reached(everybody), [])
    assert.deepEqual(
      await reached({ include: { segments: [list] }, exclude: { segments: [] } }),
      []
    )
  })
})
