import { test } from '@japa/runner'
import pg from 'pg'
import { v7 as uuid } from 'uuid'
import type { ApiRequest } from '@japa/api-client'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { LIVE_NOTIFICATION } from '#core/live/broadcast'
import { Tenant } from '#core/tenancy/tenant'
import type Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import type { DealPayload } from '#crm/events/deal_event'
import Deal from '#crm/models/deal'
import type Pipeline from '#crm/models/pipeline'
import { pipelinesOrFirst } from '#crm/pipelines'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'

test.group('Deals', (group) => {
  let organizationId: string
  let owner: Person
  let pipeline: Pipeline
  let contact: Contact

  group.each.setup(async () => {
    organizationId = await plantOrganization('Deals')
    owner = await plantStaff(organizationId)
    pipeline = (await inTenant(() => pipelinesOrFirst()))[0]
    contact = await plantContact(organizationId, 'Ada Buyer')
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const stage = (name: string) => pipeline.stages.find((one) => one.name === name)!
  const begin = (title: string, more: Partial<Parameters<typeof Deal.begin>[1]> = {}, at = 'New') =>
    inTenant(() => Deal.begin(stage(at).id, { title, currency: 'EUR', ...more }))
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  const titles = async (stageName: string) =>
    (
      await sql<{ title: string }>(
        `select title from deals where organization_id = ? and stage_id = ? and status = 'open' and deleted_at is null
         order by rank, id`,
        [organizationId, stage(stageName).id]
      )
    ).map((row) => row.title)
  const eventsOf = (dealId: string) =>
    sql<{ type: string; contact_id: string | null; payload: DealPayload }>(
      `select type, contact_id, payload from events where organization_id = ? and subject_id = ? order by id`,
      [organizationId, dealId]
    )

  test('the first visit makes a pipeline, two at once make one', async ({ client, assert }) => {
    organizationId = await plantOrganization('Fresh')
    owner = await plantStaff(organizationId)
    const visit = () => props(as(owner, client.get('/admin/deals')))
    const [page] = await Promise.all([visit(), visit(), visit()])
    assert.deepEqual(
      page.pipelines[0].stages.map((one: { name: string }) => one.name),
      ['New', 'Qualified', 'Proposal', 'Negotiation']
    )
    assert.deepEqual(page.board, { totals: [], cards: [], more: [] })
    const [{ count }] = await sql<{ count: number }>(
      'select count(*)::int as count from pipelines where organization_id = ?',
      [organizationId]
    )
    assert.equal(count, 1)
  })

  test('a new deal stands on top of its stage, with its history and its event', async ({
    client,
    assert,
  }) => {
    await begin('Older')
    const response = await as(owner, client.post('/admin/deals')).json({
      stageId: stage('New').id,
      title: 'Website for Ada',
      amountMinor: 250_000,
      contactId: contact.id,
      expectedCloseOn: '2026-12-24',
      ownerId: owner.user.id,
    })
    response.assertStatus(302)
    assert.deepEqual(await titles('New'), ['Website for Ada', 'Older'])
    const deal = await inTenant(() => Deal.query().where('title', 'Website for Ada').firstOrFail())
    assert.equal(deal.currency, 'EUR')
    assert.equal(deal.expectedCloseOn?.toISODate(), '2026-12-24')
    const [event] = await eventsOf(deal.id)
    assert.equal(event.type, 'deal.created')
    assert.equal(event.contact_id, contact.id)
    assert.deepInclude(event.payload, {
      title: 'Website for Ada',
      stage: 'New',
      amountMinor: 250_000,
    })
    const page = await props(as(owner, client.get(`/admin/deals/${deal.id}`)))
    assert.equal(page.deal.contact.name, 'Ada Buyer')
    assert.deepEqual(
      page.visits.map((visit: { kind: string; by: string }) => [visit.kind, visit.by]),
      [['created', owner.user.fullName]]
    )
  })

  test('the board sums each stage by currency, weighted by its probability', async ({
    client,
    assert,
  }) => {
    await begin('One', { amountMinor: 10_000 })
    await begin('Two', { amountMinor: 5_050 })
    await begin('Dollars', { amountMinor: 7_000, currency: 'USD' })
    const lost = await begin('Lost', { amountMinor: 99_999 })
    const reason = await reasonOf('lost')
    await inTenant(() => lost.close({ outcome: 'lost', reasonId: reason }))
    const { board } = await props(as(owner, client.get('/admin/deals')))
    assert.deepEqual(board.totals, [
      {
        stageId: stage('New').id,
        currency: 'EUR',
        count: 2,
        sumMinor: 15_050,
        weightedMinor: 1_505,
      },
      { stageId: stage('New').id, currency: 'USD', count: 1, sumMinor: 7_000, weightedMinor: 700 },
    ])
    assert.lengthOf(board.cards, 3)
  })

  test('a card moves between two others, and up and down', async ({ client, assert }) => {
    const [c, b, a] = [await begin('C'), await begin('B'), await begin('A')]
    const move = (deal: Deal, to: string, place: object = {}) =>
      as(owner, client.post(`/admin/deals/${deal.id}/moves`)).json({
        stageId: stage(to).id,
        ...place,
      })
    ;(await move(a, 'New', { belowId: b.id })).assertStatus(302)
    assert.deepEqual(await titles('New'), ['B', 'A', 'C'])
    await move(c, 'New', { aboveId: a.id })
    assert.deepEqual(await titles('New'), ['B', 'C', 'A'])
    await move(a, 'New')
    assert.deepEqual(await titles('New'), ['A', 'B', 'C'])
    // A neighbour that is gone from there: the other one tells the place.
    await move(a, 'New', { belowId: uuid(), aboveId: c.id })
    assert.deepEqual(await titles('New'), ['B', 'A', 'C'])
    assert.deepEqual(
      (await eventsOf(a.id)).map((event) => event.type),
      ['deal.created'],
      'within a stage nothing happened to the deal'
    )
  })

  test('a move notes from where to where, and starts the clock of the new stage', async ({
    assert,
  }) => {
    const deal = await begin('Mover', { contactId: contact.id })
    await inTenant(() => deal.moveTo(stage('Qualified').id))
    const moved = await inTenant(() => Deal.query().where('id', deal.id).firstOrFail())
    assert.equal(moved.stageId, stage('Qualified').id)
    assert.isTrue(moved.stageEnteredAt >= deal.stageEnteredAt)
    const changes = await sql(
      `select kind, from_stage_id, to_stage_id from deal_stage_changes where organization_id = ? and deal_id = ? order by id`,
      [organizationId, deal.id]
    )
    assert.deepEqual(changes, [
      { kind: 'created', from_stage_id: null, to_stage_id: stage('New').id },
      { kind: 'moved', from_stage_id: stage('New').id, to_stage_id: stage('Qualified').id },
    ])
    const last = (await eventsOf(deal.id)).at(-1)!
    assert.equal(last.type, 'deal.moved')
    assert.deepInclude(last.payload, { fromStage: 'New', stage: 'Qualified' })
    await assert.rejects(
      () => sql('delete from deal_stage_changes where organization_id = ?', [organizationId]),
      /append-only/
    )
  })

  test('a stage takes nobody in without what it requires, unless it comes along', async ({
    client,
    assert,
  }) => {
    const deal = await begin('Bare')
    const move = (details?: object) =>
      as(owner, client.post(`/admin/deals/${deal.id}/moves`))
        .header('referer', 'http://localhost/admin/deals')
        .accept('json')
        .json({ stageId: stage('Negotiation').id, details })
    const refused = await move()
    refused.assertStatus(422)
    assert.include(refused.text(), 'Negotiation needs contact, amount and expected close first')
    assert.deepEqual(await titles('New'), ['Bare'])
    ;(await move({ amountMinor: 5000, contactId: contact.id })).assertStatus(422)
    assert.deepEqual(await titles('New'), ['Bare'], 'half of it changes nothing')
    const whole = { amountMinor: 5000, contactId: contact.id, expectedCloseOn: '2026-12-01' }
    ;(await move(whole)).assertStatus(204)
    assert.deepEqual(await titles('Negotiation'), ['Bare'])
    // The same law for new ones.
    const made = await as(owner, client.post('/admin/deals'))
      .accept('json')
      .json({ stageId: stage('Qualified').id, title: 'Nobody' })
    made.assertStatus(422)
  })

  test('ten people who move cards in both directions at once leave one order', async ({
    assert,
  }) => {
    const deals: Deal[] = []
    for (let n = 0; n < 10; n++) deals.push(await begin(`D${n}`, { contactId: contact.id }))
    await Promise.all(
      deals.map((deal, n) =>
        inTenant(async () => {
          await deal.moveTo(stage('Qualified').id, { belowId: deals[(n + 1) % 10].id })
          await deal.moveTo(stage(n % 2 ? 'New' : 'Qualified').id, {
            aboveId: deals[(n + 3) % 10].id,
          })
        })
      )
    )
    const rows = await sql<{ stage_id: string; rank: string }>(
      'select stage_id, rank from deals where organization_id = ?',
      [organizationId]
    )
    assert.lengthOf(rows, 10)
    assert.lengthOf(new Set(rows.map((row) => `${row.stage_id} ${row.rank}`)), 10)
    assert.lengthOf(await titles('New'), 5)
    assert.lengthOf(await titles('Qualified'), 5)
  })

  test('losing needs a reason; winning closes; reopening puts it on top again', async ({
    client,
    assert,
  }) => {
    const deal = await begin('Battle', { amountMinor: 1000, contactId: contact.id })
    await begin('Other')
    const close = (body: object) =>
      as(owner, client.post(`/admin/deals/${deal.id}/outcome`))
        .accept('json')
        .json(body)
    ;(await close({ outcome: 'lost' })).assertStatus(422)
    ;(await close({ outcome: 'lost', reasonId: await reasonOf('won') })).assertStatus(422)
    const reasonId = await reasonOf('lost')
    ;(await close({ outcome: 'lost', reasonId, note: 'Too slow' })).assertStatus(204)
    ;(await close({ outcome: 'won' })).assertStatus(409)
    assert.deepEqual(await titles('New'), ['Other'])
    await assert.rejects(() => inTenant(() => deal.moveTo(stage('Qualified').id)), /is lost/)
    ;(await as(owner, client.delete(`/admin/deals/${deal.id}/outcome`))).assertStatus(302)
    assert.deepEqual(await titles('New'), ['Battle', 'Other'])
    ;(await close({ outcome: 'won' })).assertStatus(204)
    const closed = await inTenant(() => Deal.query().where('id', deal.id).firstOrFail())
    assert.equal(closed.status, 'won')
    assert.isNotNull(closed.closedAt)
    assert.deepEqual(
      (await eventsOf(deal.id)).map((event) => [event.type, event.payload.reason ?? null]),
      [
        ['deal.created', null],
        ['deal.lost', 'Price'],
        ['deal.reopened', null],
        ['deal.won', null],
      ]
    )
  })

  test('the amount follows the lines until somebody types one', async ({ client, assert }) => {
    const deal = await begin('Lined')
    const put = (body: object) =>
      as(owner, client.put(`/admin/deals/${deal.id}/lines`))
        .accept('json')
        .json(body)
    const lines = [
      { name: 'Workshop', quantityHundredths: 200, unitMinor: 49_900 },
      {
        name: 'Hours',
        quantityHundredths: 150,
        unitMinor: 9_999,
        sourceKind: 'products',
        sourceId: 'x',
      },
    ]
    ;(await put({ lines, amountFollowsLines: true })).assertStatus(302)
    const amount = async () =>
      (await inTenant(() => Deal.query().where('id', deal.id).firstOrFail())).amountMinor
    assert.equal(await amount(), 99_800 + 14_999)
    const currency = await as(owner, client.put(`/admin/deals/${deal.id}`))
      .accept('json')
      .json({ currency: 'USD' })
    currency.assertStatus(422)
    await as(owner, client.put(`/admin/deals/${deal.id}`)).json({ amountMinor: 100_000 })
    await put({ lines: lines.slice(0, 1), amountFollowsLines: false })
    assert.equal(await amount(), 100_000)
    ;(
      await put({ lines: [{ ...lines[0], quantityHundredths: 0 }], amountFollowsLines: true })
    ).assertStatus(422)
    const page = await props(as(owner, client.get(`/admin/deals/${deal.id}`)))
    assert.lengthOf(page.deal.lines, 1)
  })

  test('further contacts have roles; a contact of somebody else is refused', async ({
    client,
    assert,
  }) => {
    const deal = await begin('Crowd', { contactId: contact.id })
    const grace = await plantContact(organizationId, 'Grace Decider')
    const foreign = await plantContact(await plantOrganization('Other'), 'Foreign')
    const add = (contactId: string, role?: string) =>
      as(owner, client.post(`/admin/deals/${deal.id}/contacts`))
        .accept('json')
        .json({ contactId, role })
    ;(await add(grace.id, 'Decides')).assertStatus(302)
    ;(await add(grace.id, 'Signs')).assertStatus(302)
    ;(await add(foreign.id)).assertStatus(422)
    const { people } = await props(as(owner, client.get(`/admin/deals/${deal.id}`)))
    assert.deepEqual(
      people.map((one: { name: string; role: string; isPrimary: boolean }) => [
        one.name,
        one.role,
        one.isPrimary,
      ]),
      [
        ['Ada Buyer', null, true],
        ['Grace Decider', 'Signs', false],
      ]
    )
    const last = (await eventsOf(deal.id)).at(-1)!
    assert.deepEqual(last.payload.links, [{ type: 'contact', id: grace.id }])
    await as(owner, client.delete(`/admin/deals/${deal.id}/contacts/${grace.id}`))
    const after = await props(as(owner, client.get(`/admin/deals/${deal.id}`)))
    assert.lengthOf(after.people, 1)
    assert.deepEqual((await eventsOf(deal.id)).at(-1)!.payload.links, [
      { type: 'contact', id: grace.id },
    ])
    for (const body of [{ contactId: foreign.id }, { companyId: uuid() }, { ownerId: uuid() }]) {
      const refused = await as(owner, client.put(`/admin/deals/${deal.id}`))
        .accept('json')
        .json(body)
      refused.assertStatus(422)
    }
  })

  test('custom fields are checked, indexed, and required by a stage; two at once keep both', async ({
    client,
    assert,
  }) => {
    const field = (key: string, type: 'number' | 'text') =>
      inTenant(() =>
        CustomField.create({
          entity: 'deal',
          key,
          label: key === 'seats' ? 'Seats' : 'Budget holder',
          type,
          options: [],
          indexState: 'ready',
        })
      )
    const [seats, holder] = [await field('seats', 'number'), await field('holder', 'text')]
    const deal = await begin('Custom')
    const put = (custom: object) =>
      as(owner, client.put(`/admin/deals/${deal.id}`))
        .accept('json')
        .json({ custom })
    const refused = await put({ seats: 'many' })
    refused.assertStatus(422)
    assert.include(refused.text(), '/custom/seats')
    ;(await put({ unknown: 1 })).assertStatus(422)
    await Promise.all([put({ seats: 12 }), put({ holder: 'Grace' })])
    const kept = await inTenant(() => Deal.query().where('id', deal.id).firstOrFail())
    assert.deepEqual(kept.custom, { seats: 12, holder: 'Grace' })
    const values = await sql<{ field_id: string; value: string }>(
      `select field_id, coalesce(number_value::text, text_value) as value from field_values
       where organization_id = ? and record_id = ?`,
      [organizationId, deal.id]
    )
    assert.deepEqual(Object.fromEntries(values.map((row) => [row.field_id, row.value])), {
      [seats.id]: '12',
      [holder.id]: 'grace',
    })
    await put({ seats: null })
    await sql(
      `update pipeline_stages set required_fields = '["custom.seats", "custom.gone"]' where organization_id = ? and id = ?`,
      [organizationId, stage('Qualified').id]
    )
    await assert.rejects(
      () => inTenant(() => deal.moveTo(stage('Qualified').id)),
      'Qualified needs Seats first'
    )
    await put({ seats: 3 })
    await inTenant(() => deal.moveTo(stage('Qualified').id))
    assert.deepEqual(await titles('Qualified'), ['Custom'])
  })

  test('those who have the board or the deal open are told of a move', async ({
    assert,
    cleanup,
  }) => {
    const deal = await begin('Watched', { contactId: contact.id })
    const ear = new pg.Client({ connectionString: env.get('DATABASE_URL') })
    await ear.connect()
    cleanup(() => ear.end())
    const heard: string[] = []
    ear.on('notification', ({ payload }) => heard.push(JSON.parse(payload!).channel))
    await ear.query(`listen ${LIVE_NOTIFICATION}`)
    await inTenant(() => deal.moveTo(stage('Qualified').id))
    const channels = [pipeline.id, deal.id].map(
      (id) => `organizations/${organizationId}/deals/${id}`
    )
    await until('both channels', () => channels.every((channel) => heard.includes(channel)))
    assert.includeMembers(heard, channels)
  })

  test('a deleted deal is nowhere until it is restored', async ({ client, assert }) => {
    const deal = await begin('Gone')
    await as(owner, client.delete(`/admin/deals/${deal.id}`))
    assert.deepEqual(await titles('New'), [])
    ;(await as(owner, client.get(`/admin/deals/${deal.id}`)).accept('json')).assertStatus(404)
    ;(await as(owner, client.post(`/admin/deals/${deal.id}/restoration`))).assertStatus(302)
    assert.deepEqual(await titles('New'), ['Gone'])
  })

  test('who may only read changes nothing', async ({ client, assert }) => {
    const deal = await begin('Guarded')
    const viewer = await plantStaff(organizationId, 'viewer')
    const tries = [
      client.post('/admin/deals').json({ stageId: stage('New').id, title: 'Mine' }),
      client.put(`/admin/deals/${deal.id}`).json({ title: 'Mine' }),
      client.delete(`/admin/deals/${deal.id}`),
      client.post(`/admin/deals/${deal.id}/moves`).json({ stageId: stage('New').id }),
      client.post(`/admin/deals/${deal.id}/outcome`).json({ outcome: 'won' }),
      client.delete(`/admin/deals/${deal.id}/outcome`),
      client.put(`/admin/deals/${deal.id}/lines`).json({ lines: [], amountFollowsLines: true }),
      client.post(`/admin/deals/${deal.id}/contacts`).json({ contactId: contact.id }),
      client.delete(`/admin/deals/${deal.id}/contacts/${contact.id}`),
      client.post(`/admin/deals/${deal.id}/restoration`),
      client.post('/admin/settings/pipelines').json({ name: 'Mine' }),
      client.put(`/admin/settings/pipelines/${pipeline.id}`).json({ name: 'Mine', stages: [] }),
      client.delete(`/admin/settings/pipelines/${pipeline.id}`),
      client.put('/admin/settings/deal-reasons').json({ reasons: [] }),
    ]
    for (const request of tries) (await as(viewer, request).accept('json')).assertStatus(403)
    assert.deepEqual(await titles('New'), ['Guarded'])
    ;(await as(viewer, client.get('/admin/deals')).withInertia()).assertStatus(200)
  })

  async function reasonOf(outcome: string): Promise<string> {
    const [row] = await sql<{ id: string }>(
      'select id from deal_reasons where organization_id = ? and outcome = ? order by (label = ?) desc limit 1',
      [organizationId, outcome, 'Price']
    )
    return row.id
  }

  /** Straight into the table, a minute apart. */
})
