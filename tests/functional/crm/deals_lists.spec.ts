import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { segmentConditions } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import { contextOf } from '#crm/conditions/compile'
import Company from '#crm/models/company'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import DealReason from '#crm/models/deal_reason'
import type Pipeline from '#crm/models/pipeline'
import { addPipeline, pipelinesOrFirst } from '#crm/pipelines'
import { boardCards, boardTotals } from '#crm/queries/deal_board'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'
import { plantContact } from '#tests/support/school'

type TableRow = {
  id: string
  status: string
  amountMinor: number
  expectedCloseOn: string | null
  createdAt: string
  daysInStage: number
}

test.group('Lists of deals', (group) => {
  let organizationId: string
  let owner: Person
  let pipeline: Pipeline

  group.each.setup(async () => {
    organizationId = await plantOrganization('Deal lists')
    owner = await plantStaff(organizationId)
    pipeline = (await inTenant(() => pipelinesOrFirst()))[0]
    return () => clock.restore()
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const begin = (title: string, more: Partial<Parameters<typeof Deal.begin>[1]> = {}, stage = 0) =>
    inTenant(() => Deal.begin(pipeline.stages[stage].id, { title, currency: 'EUR', ...more }))
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  const titles = (page: Record<string, { title: string }[]>) => page.deals.map((deal) => deal.title)
  /** Straight into the table, in the first stage. */
  const plantMany = (count: number) =>
    sql(
      `insert into deals (id, organization_id, pipeline_id, stage_id, rank, title, amount_minor, currency,
         expected_close_on, stage_entered_at, created_at, updated_at)
       select gen_random_uuid(), ?, ?, ?, 'e' || lpad(n::text, 5, '0'), 'Many ' || n, (n * 37) % 50 * 100, 'EUR',
         case when n % 3 > 0 then date '2026-12-01' + n % 40 end, now(), now() - n * interval '1 minute', now()
       from generate_series(1, ?) n`,
      [organizationId, pipeline.id, pipeline.stages[0].id, count]
    )

  /** All pages of the table in an order, and back again from the last one. */
  const paged = async (client: ApiClient, sort: string, more: Record<string, string> = {}) => {
    const seen: TableRow[] = []
    const values: unknown[] = []
    let page: Awaited<ReturnType<typeof props>>
    let next: string | null = ''
    do {
      const cursor: Record<string, string> = next ? { cursor: next } : {}
      page = await props(
        as(owner, client.get('/admin/deals/table')).qs({ sort, ...more, ...cursor })
      )
      seen.push(...page.deals)
      values.push(...page.deals.map((deal: TableRow) => page.values[deal.id]))
      next = page.next
    } while (next !== null)
    const back = page.deals.map((deal: TableRow) => deal.id)
    while (page.previous) {
      page = await props(
        as(owner, client.get('/admin/deals/table')).qs({ sort, ...more, cursor: page.previous })
      )
      back.unshift(...page.deals.map((deal: TableRow) => deal.id))
    }
    return { seen, values, back }
  }

  test('each order is paged without doubling or losing a deal, there and back', async ({
    client,
    assert,
  }) => {
    await plantMany(70)
    await sql(
      `update deals set stage_entered_at = ?::timestamptz - (amount_minor % 7) * interval '1 day',
         status = case when amount_minor % 500 = 0 then 'won' else 'open' end,
         closed_at = case when amount_minor % 500 = 0 then now() end
       where organization_id = ?`,
      [clock.now().toISO(), organizationId]
    )
    const keys: Record<string, (row: TableRow) => string | number> = {
      newest: ({ createdAt }) => -Date.parse(createdAt),
      oldest: ({ createdAt }) => Date.parse(createdAt),
      amount: ({ amountMinor }) => -amountMinor,
      smallest: ({ amountMinor }) => amountMinor,
      close: ({ expectedCloseOn }) => expectedCloseOn ?? '9',
      close_last: ({ expectedCloseOn }) => -Date.parse(expectedCloseOn ?? '1970-01-01'),
      waiting: ({ status, daysInStage }) => (status === 'open' ? -daysInStage : 1),
    }
    for (const [sort, key] of Object.entries(keys)) {
      const { seen, back } = await paged(client, sort)
      assert.lengthOf(new Set(seen.map((deal) => deal.id)), 70, sort)
      assert.lengthOf(seen, 70, sort)
      assert.deepEqual(
        back,
        seen.map((deal) => deal.id),
        `${sort} back`
      )
      for (let n = 1; n < 70; n++)
        assert.isTrue(key(seen[n - 1]) <= key(seen[n]), `${sort} at ${n}`)
    }
  })

  test('is sorted by custom fields that are indexed, with what they say', async ({
    client,
    assert,
  }) => {
    const [score] = await inTenant(async () => [
      await CustomField.define({
        entity: 'deal',
        label: 'Score',
        type: 'number',
        isSortable: true,
      }),
      await CustomField.define({ entity: 'deal', label: 'Remark', type: 'long_text' }),
    ])
    await sql(`update custom_fields set index_state = 'ready', index_work = null where id = ?`, [
      score.id,
    ])
    await plantMany(65)
    await sql(
      `update deals set custom = jsonb_build_object(?::text, amount_minor / 100)
       where organization_id = ? and amount_minor % 400 <> 0`,
      [score.key, organizationId]
    )
    const known = await sql<{ n: number }>(
      `select (custom ->> ?)::int as n from deals where organization_id = ? and custom <> '{}'`,
      [score.key, organizationId]
    )
    const sorted = known.map((row) => row.n).sort((a, b) => a - b)
    for (const [sort, expected] of [
      [`custom.${score.key}`, sorted],
      [`-custom.${score.key}`, sorted.toReversed()],
    ] as const) {
      const { seen, values, back } = await paged(client, sort)
      assert.lengthOf(new Set(seen.map((deal) => deal.id)), 65, sort)
      assert.deepEqual(values.slice(0, expected.length), expected)
      assert.isTrue(values.slice(expected.length).every((value) => value === null))
      assert.deepEqual(
        back,
        seen.map((deal) => deal.id)
      )
    }
    const page = await props(as(owner, client.get('/admin/deals/table')))
    assert.deepEqual(
      page.fields.map((field: { isSortable: boolean }) => field.isSortable),
      [true, false]
    )
    for (const sort of ['custom.remark', 'custom.none', 'constructor', 'd.title']) {
      const refused = await as(owner, client.get('/admin/deals/table')).accept('json').qs({ sort })
      refused.assertStatus(422)
    }
  })

  test('those that wait too long are listed and counted', async ({ client, assert }) => {
    const waits = await begin('Waits')
    await begin('Young')
    const won = await begin('Won long ago')
    await inTenant(() => won.close({ outcome: 'won' }))
    await sql('update deals set stage_entered_at = ? where id = any(?)', [
      clock.now().minus({ days: 30 }).toISO(),
      [waits.id, won.id],
    ])
    const page = await props(as(owner, client.get('/admin/deals/table')).qs({ rotting: 'true' }))
    assert.deepEqual(titles(page), ['Waits'])
    assert.deepInclude(page.deals[0], { isRotting: true, daysInStage: 30 })
    assert.deepEqual(page.total, { count: 1, isCapped: false })
  })

  test('are found by title, person and company, and filtered', async ({ client, assert }) => {
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    await begin('Große Hütte', { contactId: ada.id, ownerId: owner.user.id })
    await begin('Small shed', { amountMinor: 500 }, 0)
    const won = await begin('Barn')
    await inTenant(() => won.close({ outcome: 'won' }))
    const list = async (qs: Record<string, string>) =>
      titles(await props(as(owner, client.get('/admin/deals/table')).qs(qs)))
    assert.deepEqual(await list({ q: 'grosse' }), ['Große Hütte'])
    assert.deepEqual(await list({ q: 'lovelace' }), ['Große Hütte'])
    assert.deepEqual(await list({ q: 'hü' }), ['Große Hütte'])
    assert.deepEqual(await list({ q: '100%' }), [])
    assert.deepEqual(await list({ status: 'won' }), ['Barn'])
    assert.deepEqual(await list({ status: 'open', owner: owner.user.id }), ['Große Hütte'])
    assert.deepEqual(await list({ stage: pipeline.stages[1].id }), [])
    assert.lengthOf(await list({ pipeline: pipeline.id }), 3)
    const board = await props(as(owner, client.get('/admin/deals')).qs({ q: 'shed' }))
    assert.lengthOf(board.board.cards, 1)
    assert.equal(board.board.totals[0].sumMinor, 500)
  })

  test('a deal waits too long when its stage says so', async ({ assert }) => {
    await begin('Waiting')
    const limits = [{ stageId: pipeline.stages[0].id, limit: 30 }]
    const card = async () => (await inTenant(() => boardCards(limits, {}))).cards[0]
    clock.travel({ days: 6 })
    assert.isFalse((await card()).isRotting)
    clock.travel({ days: 2 })
    assert.deepInclude(await card(), { isRotting: true, daysInStage: 8 })
  })

  test('the forecast sums by month of expected close, and by the month of winning', async ({
    client,
    assert,
  }) => {
    const ada = await plantContact(organizationId, 'Ada')
    const now = clock.now()
    const soon = now.plus({ months: 1 }).toISODate()
    const past = now.minus({ months: 2 }).toISODate()
    await begin('A', { amountMinor: 1000, expectedCloseOn: soon })
    await begin('B', { amountMinor: 3000, expectedCloseOn: soon, contactId: ada.id }, 1)
    await begin('C', { amountMinor: 50, expectedCloseOn: past })
    await begin('D', { amountMinor: 70 })
    const won = await begin('E', { amountMinor: 400, expectedCloseOn: soon })
    await inTenant(() => won.close({ outcome: 'won' }))
    const { months } = await props(as(owner, client.get('/admin/deals/forecast')))
    const of = (month: string) =>
      months.find((one: { month: string }) => one.month === month)?.sums[0]
    assert.deepInclude(of(soon.slice(0, 7)), { count: 2, openMinor: 4000, weightedMinor: 1000 })
    assert.deepInclude(of(now.toISODate().slice(0, 7)), { wonCount: 1, wonMinor: 400 })
    assert.deepInclude(of('overdue'), { openMinor: 50, weightedMinor: 5 })
    assert.deepInclude(of('undated'), { openMinor: 70 })
    assert.lengthOf(months, 14)
  })

  test('stand on the page of their company, the open ones first, and its tasks beside them', async ({
    client,
    assert,
  }) => {
    const company = await inTenant(() => Company.enter({ name: 'Burrow & Sons' }))
    const won = await begin('Won one', { companyId: company.id, amountMinor: 900 })
    await inTenant(() => won.close({ outcome: 'won' }))
    await begin('Open one', { companyId: company.id, amountMinor: 500 })
    await begin('Of nobody')
    const panels = async (person: Person) => {
      const response = await as(
        person,
        client.get(`/admin/companies/${company.id}`)
      ).withInertiaPartialReload('crm/companies/show', ['panels'])
      response.assertStatus(200)
      return response.body().props.panels as {
        key: string
        rows: { title: string; status: string | null; money: object }[]
      }[]
    }
    const [{ key, rows }] = await panels(owner)
    assert.equal(key, 'deals')
    assert.deepEqual(
      rows.map(({ title, status, money }) => [title, status, money]),
      [
        ['Open one', null, { minor: 500, currency: 'EUR' }],
        ['Won one', 'won', { minor: 900, currency: 'EUR' }],
      ]
    )
    const task = { title: 'Call them', links: [{ type: 'company', id: company.id }] }
    ;(await as(owner, client.post('/admin/tasks')).accept('json').json(task)).assertStatus(201)
    const tasks = await as(owner, client.get(`/admin/timeline/company/${company.id}/tasks`))
    assert.deepEqual(
      tasks.body().tasks.map((one: { title: string }) => one.title),
      ['Call them']
    )
  })

  test('contacts, the search and conditions know deals', async ({ client, assert }) => {
    const [ada, grace, none] = [
      await plantContact(organizationId, 'Ada'),
      await plantContact(organizationId, 'Grace'),
      await plantContact(organizationId, 'Nobody'),
    ]
    const deal = await begin('Lighthouse', { amountMinor: 9000, contactId: ada.id })
    await inTenant(() => deal.involve(grace.id, 'Decides'))
    const found = await as(owner, client.get('/admin/search').qs({ q: 'lightho' })).accept('json')
    assert.include(found.text(), `/admin/deals/${deal.id}`)

    const ask = async (key: string, operator: string, value?: unknown, isFew = false) => {
      const rows = await inTenant(async () => {
        const ctx = contextOf('c', { isFew })
        const part = segmentConditions.getOrFail(key).where(operator, value, ctx)
        return sql<{ id: string }>(
          `select id from contacts c where organization_id = ? and ${part.sql}`,
          [organizationId, ...part.bindings]
        )
      })
      return rows.map((row) => row.id).sort()
    }
    const both = [ada.id, grace.id].sort()
    for (const isFew of [false, true]) {
      assert.deepEqual(await ask('deal.open', 'any', undefined, isFew), both)
      assert.deepEqual(await ask('deal.open', 'none', undefined, isFew), [none.id])
      assert.deepEqual(await ask('deal.open', 'pipeline', [pipeline.id], isFew), both)
      assert.deepEqual(await ask('deal.open', 'stage', [pipeline.stages[1].id], isFew), [])
      assert.deepEqual(
        await ask('deal.open', 'at_least', { amount: 9000, currency: 'EUR' }, isFew),
        both
      )
      assert.deepEqual(
        await ask('deal.open', 'at_least', { amount: 9000, currency: 'USD' }, isFew),
        []
      )
      assert.deepEqual(await ask('deal.won', 'never', undefined, isFew), [...both, none.id].sort())
    }
    await inTenant(() => deal.close({ outcome: 'won' }))
    assert.deepEqual(await ask('deal.won', 'within', 10), both)
    const turns = await inTenant(() => {
      const part = segmentConditions.getOrFail('deal.won').turnsAt!('within', 10, contextOf('c'))!
      return sql<{ at: Date }>(`select ${part.sql} as at from contacts c where id = ?`, [
        ...part.bindings,
        ada.id,
      ])
    })
    assert.closeTo(turns[0].at.getTime(), clock.now().plus({ hours: 240 }).toMillis(), 60_000)
    clock.travel({ days: 11 })
    assert.deepEqual(await ask('deal.won', 'within', 10), [])
    assert.deepEqual(await ask('deal.won', 'before_last', 10), [...both, none.id].sort())
  })

  test('the board is read by its indexes', async ({ assert }) => {
    await plantMany(40)
    const limits = pipeline.stages.map((stage) => ({ stageId: stage.id, limit: 30 }))
    const totals = await planOf('deals', () => inTenant(() => boardTotals(pipeline.id, {})))
    assert.notMatch(totals, /Seq Scan on deals/)
    const cards = await planOf('unnest', () => inTenant(() => boardCards(limits, {})))
    assert.notMatch(cards, /Seq Scan on deals/)
  })

  test('stages are laid as a whole: a stage that goes names where its deals go', async ({
    client,
    assert,
  }) => {
    const ada = await plantContact(organizationId, 'Ada')
    const [first, second] = pipeline.stages
    const one = await begin('One', { contactId: ada.id }, 1)
    await begin('Two', { contactId: ada.id }, 1)
    await begin('There already')
    const keep = (stages: { id: string; name: string; probability: number }[]) =>
      stages.map(({ id, name, probability }) => ({ id, name, probability }))
    const put = (body: object) =>
      as(owner, client.put(`/admin/settings/pipelines/${pipeline.id}`))
        .accept('json')
        .json(body)
    const without = keep(pipeline.stages.filter((stage) => stage.id !== second.id))
    ;(await put({ name: 'Sales', stages: without })).assertStatus(409)
    ;(await put({ name: 'Sales', stages: [] })).assertStatus(422)
    const stages = [...without, { name: 'Handshake', probability: 95, requiredFields: ['amount'] }]
    ;(await put({ name: 'Direct', stages, movesTo: { [second.id]: first.id } })).assertStatus(302)
    const page = await props(as(owner, client.get('/admin/deals')))
    assert.deepEqual(
      page.pipelines[0].stages.map((stage: { name: string }) => stage.name),
      ['New', 'Proposal', 'Negotiation', 'Handshake']
    )
    assert.equal(page.pipelines[0].name, 'Direct')
    assert.deepEqual(
      page.board.cards.map((card: { title: string }) => card.title),
      ['There already', 'Two', 'One']
    )
    const history = await props(as(owner, client.get(`/admin/deals/${one.id}`)))
    assert.deepInclude(history.visits[0], { kind: 'moved', from: 'Qualified', to: 'New' })
    // Ranks that came along are ranks still.
    await inTenant(() => one.moveTo(first.id))
    const gone = await as(owner, client.post(`/admin/deals/${one.id}/moves`))
      .accept('json')
      .json({ stageId: second.id })
    gone.assertStatus(409)
  })

  test('a pipeline is put away when nothing open stands in it, the last one never', async ({
    client,
    assert,
  }) => {
    const remove = (id: string) =>
      as(owner, client.delete(`/admin/settings/pipelines/${id}`)).accept('json')
    ;(await remove(pipeline.id)).assertStatus(409)
    const taken = await as(owner, client.post('/admin/settings/pipelines'))
      .accept('json')
      .json({ name: 'SALES' })
    taken.assertStatus(422)
    const partners = await inTenant(() => addPipeline('Partners'))
    const other = (await inTenant(() => pipelinesOrFirst())).find((one) => one.id === partners.id)!
    const deal = await inTenant(() =>
      Deal.begin(other.stages[0].id, { title: 'Open', currency: 'EUR' })
    )
    ;(await remove(partners.id)).assertStatus(409)
    await inTenant(() => deal.moveTo(pipeline.stages[0].id))
    ;(await remove(partners.id)).assertStatus(302)
    assert.lengthOf(await inTenant(() => pipelinesOrFirst()), 1)
    await assert.rejects(() => inTenant(() => deal.moveTo(other.stages[0].id)), /was taken away/)
  })

  test('reasons are edited as a whole; one that goes stays on its deals', async ({
    client,
    assert,
  }) => {
    const reasons = await inTenant(() => DealReason.query().where('outcome', 'lost'))
    const deal = await begin('Lost one')
    await inTenant(() => deal.close({ outcome: 'lost', reasonId: reasons[0].id }))
    const response = await as(owner, client.put('/admin/settings/deal-reasons')).json({
      reasons: [
        { id: reasons[1].id, outcome: 'lost', label: 'Renamed' },
        { outcome: 'won', label: 'Charm' },
      ],
    })
    response.assertStatus(302)
    const page = await props(as(owner, client.get('/admin/settings/pipelines')))
    assert.deepEqual(
      page.reasons.map((one: { label: string }) => one.label),
      ['Renamed', 'Charm']
    )
    const stays = await inTenant(() => Deal.query().where('id', deal.id).firstOrFail())
    assert.equal(stays.reasonId, reasons[0].id)
  })
})
