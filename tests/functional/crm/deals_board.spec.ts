import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Deal from '#crm/models/deal'
import type Pipeline from '#crm/models/pipeline'
import { pipelinesOrFirst } from '#crm/pipelines'
import { boardCards, boardTotals, cardsAfter } from '#crm/queries/deal_board'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'

type Card = { id: string; rank: string; title: string; stageId: string; amountMinor: number }
type Total = { stageId: string; count: number; sumMinor: number; weightedMinor: number }

test.group('The board of deals', (group) => {
  let organizationId: string
  let owner: Person
  let pipeline: Pipeline

  group.each.setup(async () => {
    organizationId = await plantOrganization('Board')
    owner = await plantStaff(organizationId)
    pipeline = (await inTenant(() => pipelinesOrFirst()))[0]
    await sql(`update pipeline_stages set required_fields = '[]' where organization_id = ?`, [
      organizationId,
    ])
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const begin = (title: string, at = 0) =>
    inTenant(() => Deal.begin(pipeline.stages[at].id, { title, currency: 'EUR' }))
  const plantMany = (count: number) =>
    sql(
      `insert into deals (id, organization_id, pipeline_id, stage_id, rank, title, amount_minor, currency,
         stage_entered_at, created_at, updated_at)
       select gen_random_uuid(), ?, ?, ?, 'e' || lpad(n::text, 5, '0'), 'Many ' || n, n, 'EUR',
         ?::timestamptz - n * interval '1 hour', now(), now()
       from generate_series(1, ?) n`,
      [organizationId, pipeline.id, pipeline.stages[0].id, clock.now().toISO(), count]
    )
  const board = async (client: ApiClient, query: Record<string, string> = {}) => {
    const response = await as(owner, client.get('/admin/deals')).qs(query).withInertia()
    response.assertStatus(200)
    return response.body().props.board as { cards: Card[]; totals: Total[]; more: string[] }
  }
  const cards = async (client: ApiClient, query: Record<string, string | string[]>) => {
    const request = as(owner, client.get('/admin/deals/cards')).accept('json')
    const response = await request.qs({ pipeline: pipeline.id, ...query })
    response.assertStatus(200)
    return response.body() as { cards: Card[]; totals: Total[]; hasMore: boolean }
  }
  test('a stage is read on card by card, without doubling or losing one; its sums are of all', async ({
    client,
    assert,
  }) => {
    await plantMany(175)
    const stageId = pipeline.stages[0].id
    const first = await board(client)
    assert.lengthOf(first.cards, 30)
    assert.deepEqual(first.more, [stageId])
    assert.deepInclude(first.totals[0], {
      count: 175,
      sumMinor: (175 * 176) / 2,
      weightedMinor: Math.round((175 * 176) / 20),
    })
    const seen = [...first.cards]
    for (let hasMore = true; hasMore;) {
      const { rank, id } = seen.at(-1)!
      const page = await cards(client, { 'stage': stageId, 'after[rank]': rank, 'after[id]': id })
      assert.isAtMost(page.cards.length, 60)
      seen.push(...page.cards)
      hasMore = page.hasMore
    }
    assert.lengthOf(seen, 175)
    assert.lengthOf(new Set(seen.map((card) => card.id)), 175)
    const order = await sql<{ id: string }>(
      'select id from deals where organization_id = ? order by rank, id',
      [organizationId]
    )
    assert.deepEqual(
      seen.map((card) => card.id),
      order.map((row) => row.id)
    )
  })

  test('a card that was put under the last one shown is read again where it stands', async ({
    client,
    assert,
  }) => {
    await plantMany(75)
    const [first, second] = pipeline.stages
    const moved = await begin('Moved', 1)
    const { cards: shown } = await board(client)
    const last = shown.findLast((card) => card.stageId === first.id)!
    const answer = await as(owner, client.post(`/admin/deals/${moved.id}/moves`))
      .accept('json')
      .json({ stageId: first.id, belowId: last.id })
    answer.assertStatus(204)
    const now = await cards(client, { 'ids[]': [moved.id, last.id] })
    assert.deepEqual(
      now.cards.map((card) => card.id),
      [last.id, moved.id]
    )
    assert.deepEqual(
      now.totals.map((total) => [total.stageId, total.count]),
      [[first.id, 76]]
    )
    const next = await cards(client, {
      'stage': first.id,
      'after[rank]': last.rank,
      'after[id]': last.id,
    })
    assert.equal(next.cards[0].id, moved.id)
    assert.notInclude(
      now.totals.map((total) => total.stageId),
      second.id
    )
  })

  test('what left the board is not read again, nor what is of others', async ({
    client,
    assert,
  }) => {
    const [won, stays] = [await begin('Won'), await begin('Stays')]
    await inTenant(() => won.close({ outcome: 'won' }))
    const elsewhere = await plantOrganization('Elsewhere')
    const foreign = await Tenant.run(elsewhere, async () => {
      const [theirs] = await pipelinesOrFirst()
      return Deal.begin(theirs.stages[0].id, { title: 'Theirs', currency: 'EUR' })
    })
    const now = await cards(client, { 'ids[]': [won.id, stays.id, foreign.id] })
    assert.deepEqual(
      now.cards.map((card) => card.title),
      ['Stays']
    )
    const beyond = await cards(client, {
      'stage': foreign.stageId,
      'after[rank]': '0',
      'after[id]': foreign.id,
    })
    assert.deepEqual(beyond, { cards: [], hasMore: false } as unknown as typeof beyond)
    const wrong = await as(owner, client.get('/admin/deals/cards'))
      .accept('json')
      .qs({ pipeline: foreign.pipelineId })
    wrong.assertStatus(404)
  })

  test('those that wait too long are chosen by the time their stage allows', async ({
    client,
    assert,
  }) => {
    const [first, , , last] = pipeline.stages
    await sql(
      'update pipeline_stages set rotting_days = case id when ? then 7 else null end where organization_id = ?',
      [first.id, organizationId]
    )
    await begin('Waits')
    await begin('May wait', 3)
    const before = clock.now().minus({ days: 8 }).toISO()
    await sql('update deals set stage_entered_at = ? where organization_id = ?', [
      before,
      organizationId,
    ])
    await begin('Young')
    const rotting = await board(client, { rotting: 'true' })
    assert.deepEqual(
      rotting.cards.map((card) => card.title),
      ['Waits']
    )
    assert.deepEqual(
      rotting.totals.map((total) => total.count),
      [1]
    )
    assert.lengthOf((await board(client)).cards, 3)
    assert.deepInclude(
      (await board(client)).cards.find((card) => card.title === 'May wait'),
      { stageId: last.id, isRotting: false }
    )
    assert.lengthOf((await cards(client, { 'rotting': 'true', 'ids[]': [] })).cards, 0)
  })

  test('further cards and those that wait are read by their indexes', async ({ assert }) => {
    await plantMany(40)
    const stageId = pipeline.stages[0].id
    const after = { rank: 'e00005', id: organizationId }
    const further = await planOf('pipeline_stages', () =>
      inTenant(() => cardsAfter(stageId, after, {}, 60))
    )
    assert.notMatch(further, /Seq Scan on deals/)
    const limits = [{ stageId, limit: 30 }]
    const reads: (() => Promise<unknown>)[] = [
      () => boardCards(limits, { isRotting: true }),
      () => boardTotals(pipeline.id, { isRotting: true }),
    ]
    for (const run of reads) {
      const plan = await planOf('(unnest|deals)', () => inTenant(run))
      assert.notMatch(plan, /Seq Scan on deals/)
    }
  })
})
