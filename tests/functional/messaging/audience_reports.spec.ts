import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { beginTopic } from '#crm/topics'
import { MARK } from '#messaging/ledger/states'
import { audienceMoves, foldAudienceMoves } from '#messaging/queries/reports/audience_sums'
import { engagementSample } from '#messaging/queries/reports/engagement'
import { audienceFigures } from '#messaging/reports/audience_page'
import TidyReports from '#messaging/jobs/tidy_reports'
import { plantOrganization } from '#tests/support/organizations'
import { as, type Person, plantStaff } from '#tests/support/people'
import { plantRun } from '#tests/support/sends'

test.group('The audience', (group) => {
  let organizationId: string
  let owner: Person
  let people: string[]

  group.each.setup(async () => {
    const run = await plantRun({ recipients: 6 })
    organizationId = run.organizationId
    people = run.contacts.map(({ id }) => id)
    owner = await plantStaff(organizationId)
    clock.freeze(DateTime.fromISO('2026-03-12T23:30:00Z'))
    return () => clock.restore()
  })

  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  type Word = { topicId?: string | null; source?: string; at?: string }
  const say = (
    ids: string[],
    state: 'granted' | 'pending' | 'denied',
    { topicId = null, source = 'form', at }: Word = {}
  ) =>
    here(() =>
      db.transaction((trx) =>
        Consent.record(
          ids.map((contactId) => ({
            ...{ contactId, channel: 'email' as const, topicId, state, source },
            occurredAt: at ? DateTime.fromISO(at) : undefined,
          })),
          trx
        )
      )
    )
  const growth = (topic: string | null = null, zone = 'UTC') =>
    here(() => audienceFigures(30, zone, topic))
  const rows = async () =>
    (
      await sql<{ n: number }>(
        'select count(*)::int as n from audience_moves where organization_id = ?',
        [organizationId]
      )
    )[0].n

  test('counts who came and who went, each turn once', async ({ assert }) => {
    await say(people, 'granted')
    // Said again, and asked again: nothing new.
    await say(people.slice(0, 2), 'granted')
    await say(people.slice(0, 1), 'pending')
    await say(people.slice(0, 2), 'denied', { source: 'unsubscribe' })
    await say(people.slice(0, 2), 'denied', { source: 'unsubscribe' })
    await say(people.slice(1, 2), 'granted', { source: 'preferences' })
    const { joined, gone, sources } = await growth()
    assert.deepEqual([joined, gone], [7, 2])
    assert.deepEqual(sources, [
      { source: 'form', joined: 6, gone: 0 },
      { source: 'preferences', joined: 1, gone: 0 },
      { source: 'unsubscribe', joined: 0, gone: 2 },
    ])
    const [{ n }] = await sql<{ n: number }>(
      `select count(*)::int as n from consent_states where organization_id = ? and state = 'granted'`,
      [organizationId]
    )
    assert.equal(joined - gone, n)
  })

  test('a refusal of somebody who never agreed is no loss; other channels do not count', async ({
    assert,
  }) => {
    await say(people.slice(0, 2), 'denied')
    await here(() =>
      db.transaction((trx) =>
        Consent.record(
          [{ contactId: people[3], channel: 'sms', state: 'granted', source: 'form' }],
          trx
        )
      )
    )
    const { joined, gone } = await growth()
    assert.deepEqual([joined, gone], [0, 0])
  })

  test('stands at the day of the word in the organization’s zone', async ({ assert }) => {
    await sql(`update organizations set time_zone = 'Europe/Berlin' where id = ?`, [organizationId])
    await say(people.slice(0, 1), 'granted')
    await say(people.slice(1, 3), 'granted', { at: '2026-03-01T10:00:00Z' })
    const { course } = await growth(null, 'Europe/Berlin')
    assert.deepEqual(
      course.filter(({ joined }) => joined > 0),
      [
        { day: '2026-03-01', joined: 2, gone: 0 },
        { day: '2026-03-13', joined: 1, gone: 0 },
      ]
    )
    assert.lengthOf(course, 30)
  })

  test('tells topics apart', async ({ assert }) => {
    const { id } = await here(() =>
      beginTopic({ name: 'News', doubleOptIn: false, isDefault: false })
    )
    await say(people.slice(0, 3), 'granted', { topicId: id })
    await say(people.slice(0, 2), 'granted')
    await say(people.slice(0, 1), 'denied', { topicId: id })
    assert.include(await growth(id), { joined: 3, gone: 1 })
    assert.include(await growth('all'), { joined: 2, gone: 0 })
    assert.deepEqual((await growth()).topics, [
      { topicId: null, name: null, joined: 2, gone: 0 },
      { topicId: id, name: 'News', joined: 3, gone: 1 },
    ])
  })

  test('days that are over are summed up, and the figures stay', async ({ assert }) => {
    for (const id of people) await say([id], 'granted', { at: '2026-03-05T10:00:00Z' })
    await say(people.slice(0, 1), 'denied', { at: '2026-03-05T11:00:00Z' })
    const before = await growth()
    assert.equal(await rows(), 7)
    await foldAudienceMoves('2026-03-05')
    assert.equal(await rows(), 7)
    await new TidyReports().handle()
    assert.equal(await rows(), 1)
    assert.deepEqual(await growth(), before)
    await say(people.slice(0, 1), 'granted', { at: '2026-03-05T12:00:00Z' })
    await new TidyReports().handle()
    assert.equal(await rows(), 1)
    assert.include(await growth(), { joined: 7, gone: 1 })
  })

  test('a year is told by whole weeks', async ({ assert }) => {
    await say(people.slice(0, 2), 'granted', { at: '2026-03-02T00:30:00Z' })
    await say(people.slice(2, 3), 'granted', { at: '2026-03-08T22:00:00Z' })
    const { course, by } = await here(() => audienceFigures(365, 'UTC', null))
    assert.equal(by, 'week')
    assert.deepEqual(course.find(({ day }) => day === '2026-03-02')!.joined, 3)
    assert.equal(course.at(-1)!.day, '2026-03-09')
    const days = { from: '2026-03-01', to: '2026-03-31' }
    assert.lengthOf(await here(() => audienceMoves(days, null, 'day')), 2)
  })

  test('who reads is told by when the mail left, machines left out', async ({ assert }) => {
    clock.restore()
    await say(people, 'granted')
    const mark = (n: number, marks: number, daysAgo: number) =>
      sql(
        `update sends set marks = ?, month = date_trunc('month', ?::timestamptz)::date, changed_at = ?
         where organization_id = ? and contact_id = ?`,
        [
          ...[marks, clock.now().minus({ days: daysAgo }).toISO()],
          ...[clock.now().minus({ days: daysAgo }).toISO(), organizationId, people[n]],
        ]
      )
    await mark(0, MARK.openedByPerson, 5)
    await mark(1, MARK.clickedByPerson, 40)
    await mark(2, MARK.openedByPerson, 120)
    await mark(3, MARK.opened | MARK.delivered, 5)
    await mark(4, MARK.openedByPerson, 300)
    const found = { within30: 1, within90: 1, within180: 1, silent: 2, unwritten: 1 }
    assert.deepEqual(await here(() => engagementSample(100)), { people: 6, sampled: 6, ...found })
    // Every third by the random end of the id: some of them, and the whole is known.
    const sample = await here(() => engagementSample(2))
    assert.equal(sample.people, 6)
    assert.isAtMost(sample.sampled, 6)
  })

  test('is seen by whoever reads reports, of the own organization alone', async ({
    client,
    assert,
  }) => {
    clock.restore()
    await say(people, 'granted')
    const viewer = await plantStaff(organizationId, 'viewer')
    const page = await as(viewer, client.get('/admin/deliverability/audience')).withInertia()
    page.assertStatus(200)
    assert.equal((page.inertiaProps as { figures: { joined: number } }).figures.joined, 6)
    const csv = await as(owner, client.get('/admin/deliverability/export?table=sources&days=30'))
    assert.include(csv.text(), 'form,6,0')

    const stranger = await plantStaff(await plantOrganization())
    const other = await as(stranger, client.get('/admin/deliverability/audience')).withInertia()
    assert.equal((other.inertiaProps as { figures: { joined: number } }).figures.joined, 0)
    for (const table of ['audience', 'topics', 'sources', 'forms', 'engagement']) {
      const none = await as(stranger, client.get(`/admin/deliverability/export?table=${table}`))
      none.assertStatus(200)
      assert.notInclude(none.text(), ',6,')
    }
  })

  test('a wrong range or topic is told, not guessed', async ({ client }) => {
    for (const query of ['days=12', 'topic=x', "topic='; drop table topics"]) {
      const answer = await as(
        owner,
        client.get(`/admin/deliverability/audience?${query}`).accept('json')
      )
      answer.assertStatus(422)
    }
  })
})
