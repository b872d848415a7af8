import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { OrderFactory } from '#database/factories/commerce/order_factory'
import { EnrolmentFactory } from '#database/factories/courses/enrolment_factory'
import { periodOf } from '#insights/period'
import { salesByDay } from '#insights/queries/overview'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'
import { plantContact, plantSchool, type School } from '#tests/support/school'

type Home = {
  days: number
  from: string
  figures: Record<string, number | null>
  totals: { currency: string; now: number; before: number }[]
  sales: { currency: string; day: string; minor: number }[]
  students: { day: string; students: number }[]
  orders: { number: number; minor: number; currency: string }[]
  setup: Record<string, boolean>
  seesMoney: boolean
}

test.group("The admin's home", (group) => {
  let school: School
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    school = await plantSchool()
    organizationId = school.organizationId
    owner = await plantStaff(organizationId)
    return () => clock.restore()
  })

  const liveIn = (zone: string) =>
    sql('update organizations set time_zone = ? where id = ?', [zone, organizationId])
  const home = async (client: ApiClient, query = '', person = owner): Promise<Home> => {
    const response = await as(person, client.get(`/admin${query}`)).withInertia()
    response.assertStatus(200)
    return response.body().props
  }
  const sold = (at: string, totalMinor: number, more: Record<string, unknown> = {}) =>
    Tenant.run(organizationId, () =>
      OrderFactory.merge({
        organizationId,
        totalMinor,
        status: 'paid',
        paidAt: DateTime.fromISO(at) as DateTime<true>,
        createdAt: DateTime.fromISO(at) as DateTime<true>,
        ...more,
      }).create()
    )
  const enrolled = async (at: string, more: Record<string, unknown> = {}) => {
    const contact = await plantContact(organizationId)
    await Tenant.run(organizationId, () =>
      EnrolmentFactory.merge({
        organizationId,
        courseId: school.course.id,
        contactId: contact.id,
        enrolledAt: DateTime.fromISO(at) as DateTime<true>,
        ...more,
      }).create()
    )
    return contact
  }

  test('of a new organization is all zeros and says what to do', async ({ client, assert }) => {
    const id = await plantOrganization('Brand new')
    const page = await home(client, '', await plantStaff(id))
    assert.deepEqual(page.figures, {
      orders: 0,
      ordersBefore: 0,
      students: 0,
      studentsBefore: 0,
      completed: 0,
      completion: null,
    })
    for (const list of [page.totals, page.sales, page.students, page.orders]) {
      assert.deepEqual(list as unknown[], [])
    }
    assert.deepEqual(page.setup, {
      brand: false,
      courses: false,
      payments: false,
      published: false,
      legal: false,
      sold: false,
    })
    assert.equal(page.days, 30)
  })

  test('never adds one currency to another, and takes back what was given back', async ({
    client,
    assert,
  }) => {
    clock.freeze(DateTime.fromISO('2026-05-20T12:00:00Z'))
    await sold('2026-05-19T10:00:00Z', 10_000)
    await sold('2026-05-19T11:00:00Z', 5000, { status: 'partially_refunded', refundedMinor: 2000 })
    await sold('2026-05-18T11:00:00Z', 7000, { status: 'refunded', refundedMinor: 7000 })
    await sold('2026-05-19T11:00:00Z', 900, { currency: 'USD' })
    await sold('2026-04-10T11:00:00Z', 400, { currency: 'USD' })
    await sold('2026-05-19T11:00:00Z', 0)
    await sold('2026-05-19T11:00:00Z', 100_000, { status: 'pending', paidAt: null })
    const page = await home(client)
    assert.sameDeepMembers(page.totals, [
      { currency: 'EUR', now: 13_000, before: 0 },
      { currency: 'USD', now: 900, before: 400 },
    ])
    assert.sameDeepMembers(page.sales, [
      { currency: 'EUR', day: '2026-05-18', minor: 0 },
      { currency: 'EUR', day: '2026-05-19', minor: 13_000 },
      { currency: 'USD', day: '2026-05-19', minor: 900 },
    ])
    assert.containsSubset(page.figures, { orders: 5, ordersBefore: 1 })
    assert.lengthOf(page.orders, 6)
    assert.isTrue(page.setup.sold)
  })

  test("a day begins at the organization's midnight: {zone}")
    .with([
      {
        zone: 'Europe/Berlin',
        // The clocks went forward in the night before.
        now: '2026-03-29T10:00:00Z',
        first: '2026-03-22T23:00:00Z',
        from: '2026-03-23',
        late: '2026-03-28T22:59:59Z',
        lateDay: '2026-03-28',
        early: '2026-03-28T23:00:00Z',
        earlyDay: '2026-03-29',
      },
      {
        zone: 'Pacific/Auckland',
        now: '2026-06-10T13:00:00Z',
        first: '2026-06-04T12:00:00Z',
        from: '2026-06-05',
        late: '2026-06-10T11:59:59Z',
        lateDay: '2026-06-10',
        early: '2026-06-10T12:00:00Z',
        earlyDay: '2026-06-11',
      },
      {
        zone: 'America/Los_Angeles',
        now: '2026-06-10T03:00:00Z',
        first: '2026-06-03T07:00:00Z',
        from: '2026-06-03',
        late: '2026-06-09T06:59:59Z',
        lateDay: '2026-06-08',
        early: '2026-06-09T07:00:00Z',
        earlyDay: '2026-06-09',
      },
    ])
    .run(async ({ client, assert }, { zone, now, first, from, late, lateDay, early, earlyDay }) => {
      await liveIn(zone)
      clock.freeze(DateTime.fromISO(now))
      const justBefore = DateTime.fromISO(first).minus({ seconds: 1 }).toISO()!
      for (const [at, minor] of [
        [justBefore, 1],
        [first, 10],
        [late, 100],
        [early, 1000],
      ] as [string, number][]) {
        await sold(at, minor)
        await enrolled(at)
      }
      const page = await home(client, '?days=7')
      assert.equal(page.from, from)
      assert.deepEqual(page.totals, [{ currency: 'EUR', now: 1110, before: 1 }])
      assert.deepEqual(page.sales, [
        { currency: 'EUR', day: from, minor: 10 },
        { currency: 'EUR', day: lateDay, minor: 100 },
        { currency: 'EUR', day: earlyDay, minor: 1000 },
      ])
      assert.deepEqual(
        page.students.map(({ day }) => day),
        [from, lateDay, earlyDay]
      )
      assert.containsSubset(page.figures, {
        orders: 3,
        ordersBefore: 1,
        students: 3,
        studentsBefore: 1,
      })
    })

  test('completion is the share of lessons done by those who began in these days', async ({
    client,
    assert,
  }) => {
    clock.freeze(DateTime.fromISO('2026-05-20T12:00:00Z'))
    const half = await enrolled('2026-05-10T12:00:00Z')
    await enrolled('2026-05-11T12:00:00Z')
    const done = await enrolled('2026-05-12T12:00:00Z', { completedAt: clock.now() })
    const old = await enrolled('2026-01-01T12:00:00Z', { completedAt: clock.now() })
    for (const [contact, lessons] of [
      [half, 2],
      [done, 4],
      [old, 4],
    ] as const) {
      for (const lesson of school.lessons.slice(0, lessons)) {
        await sql(
          `insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at, completed_at)
           values (?, ?, ?, ?, ?, ?)`,
          [organizationId, contact.id, lesson.id, school.course.id, new Date(), new Date()]
        )
      }
    }
    const { figures } = await home(client)
    assert.closeTo(figures.completion as number, (0.5 + 0 + 1) / 3, 1e-9)
    assert.equal(figures.completed, 2)
    assert.equal(figures.students, 3)
  })

  test('shows no money to who may not see orders, and nothing of others', async ({
    client,
    assert,
  }) => {
    const other = await plantSchool('Foreign')
    await sold(clock.now().toISO(), 4200)
    const viewer = await plantStaff(organizationId, 'viewer')
    const page = await home(client, '', viewer)
    assert.isFalse(page.seesMoney)
    assert.deepEqual([page.totals, page.sales, page.orders].flat() as unknown[], [])
    const theirs = await home(client, '', await plantStaff(other.organizationId))
    assert.deepEqual(theirs.totals, [])
    assert.equal(theirs.figures.orders, 0)
  })

  test('other numbers of days are refused', async ({ client }) => {
    for (const days of ['0', '31', '7;drop', '-7']) {
      const response = await as(owner, client.get('/admin').qs({ days })).accept('json')
      response.assertStatus(422)
    }
  })

  test('sales are read by an index', async ({ assert }) => {
    await sql(
      `insert into orders (id, organization_id, number, status, currency, total_minor, return_token_hash, paid_at, fulfilled_at, created_at, updated_at)
       select gen_random_uuid(), ?, n, 'paid', 'EUR', 100, gen_random_uuid()::text,
         now() - n * interval '6 hours', now(), now() - n * interval '6 hours', now()
       from generate_series(1, 600) n`,
      [organizationId]
    )
    await sql('analyze orders')
    const plan = await planOf('orders', () =>
      Tenant.run(organizationId, () => salesByDay(organizationId, periodOf(7, 'UTC')))
    )
    assert.include(plan, 'orders_paid')
    assert.notInclude(plan, 'Seq Scan')
  })
})
