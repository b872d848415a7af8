import { test } from '@japa/runner'
import type { ApiRequest } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { dealCustom } from '#crm/deal_fields'
import { DealFilter } from '#crm/deal_filter'
import Company from '#crm/models/company'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import Export from '#crm/models/export'
import type Pipeline from '#crm/models/pipeline'
import { tableOf } from '#crm/exports/export_table'
import { pipelinesOrFirst } from '#crm/pipelines'
import { boardCards, boardTotals } from '#crm/queries/deal_board'
import { dealPage } from '#crm/queries/deal_list'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { planOf } from '#tests/support/plan'

const all = (...leaves: object[]) => ({ all: leaves })
const leaf = (condition: string, operator: string, value?: unknown) => ({
  condition,
  operator,
  ...(value === undefined ? {} : { value }),
})

test.group('Filters of deals', (group) => {
  let organizationId: string
  let owner: Person
  let pipeline: Pipeline

  group.each.setup(async () => {
    organizationId = await plantOrganization('Deal filters')
    owner = await plantStaff(organizationId)
    pipeline = (await inTenant(() => pipelinesOrFirst()))[0]
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  type Wish = Partial<Omit<Parameters<typeof Deal.begin>[1], 'custom'>> & { custom?: object }
  const begin = (title: string, { custom, ...more }: Wish = {}, source = 'staff') =>
    inTenant(async () =>
      Deal.begin(
        pipeline.stages[0].id,
        { title, currency: 'EUR', ...more, custom: await dealCustom(custom) },
        source
      )
    )
  const opened = (tree: object) => inTenant(() => DealFilter.open(tree, null, 'UTC'))
  const props = async (request: ApiRequest, filter?: object) => {
    const response = await request
      .qs(filter ? { filter: JSON.stringify(filter) } : {})
      .withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  const titlesOf = (list: { title: string }[]) => list.map(({ title }) => title).sort()

  const plantFields = () =>
    inTenant(async () => ({
      size: await CustomField.define({
        entity: 'deal',
        label: 'Size',
        type: 'select',
        options: [
          { value: 'small', label: 'Small' },
          { value: 'large', label: 'Large' },
        ],
      }),
      score: await CustomField.define({
        entity: 'deal',
        label: 'Score',
        type: 'number',
        isSortable: true,
      }),
      loyal: await CustomField.define({ entity: 'deal', label: 'Loyal', type: 'boolean' }),
    }))

  test('by custom fields: the same deals in the table, on the board and in the export', async ({
    client,
    assert,
  }) => {
    const { size, score, loyal } = await plantFields()
    await begin('Barn', { custom: { [size.key]: 'large', [score.key]: 9, [loyal.key]: true } })
    await begin('Shed', { custom: { [size.key]: 'small', [score.key]: 3 } })
    await begin('Hut', { custom: { [score.key]: 6, [loyal.key]: false } })
    const bare = await begin('Bare')
    const lead = await inTenant(() =>
      CustomField.define({
        entity: 'deal',
        label: 'Leads to',
        type: 'reference',
        reference: 'deal',
      })
    )
    await begin('Leaf', { custom: { [lead.key]: bare.id } })
    const large = leaf(`custom.${size.key}`, 'any', ['large'])
    for (const [tree, expected] of [
      [all(large), ['Barn']],
      [all(leaf(`custom.${size.key}`, 'none', ['large'])), ['Bare', 'Hut', 'Leaf', 'Shed']],
      [all(leaf(`custom.${lead.key}`, 'any', [bare.id])), ['Leaf']],
      [all(leaf(`custom.${lead.key}`, 'none', [bare.id])), ['Bare', 'Barn', 'Hut', 'Shed']],
      [all(leaf(`custom.${size.key}`, 'known')), ['Barn', 'Shed']],
      [all(leaf(`custom.${loyal.key}`, 'no')), ['Hut']],
      [all(leaf(`custom.${score.key}`, 'between', { from: 3, to: 6 })), ['Hut', 'Shed']],
      [{ any: [large, leaf(`custom.${score.key}`, 'less', 4)] }, ['Barn', 'Shed']],
      [all({ not: large }, leaf(`custom.${score.key}`, 'more', 3)), ['Hut']],
    ] as const) {
      const said = JSON.stringify(tree)
      const table = await props(as(owner, client.get('/admin/deals/table')), tree)
      assert.deepEqual(titlesOf(table.deals), [...expected], said)
      assert.deepEqual(table.total, { count: expected.length, isCapped: false }, said)
      assert.deepEqual(table.filters.filter, tree)
      const { board } = await props(as(owner, client.get('/admin/deals')), tree)
      assert.deepEqual(titlesOf(board.cards), [...expected], said)
      const counted = board.totals.reduce(
        (sum: number, one: { count: number }) => sum + one.count,
        0
      )
      assert.equal(counted, expected.length, said)
    }
    const { conditions } = await props(as(owner, client.get('/admin/deals/table')))
    const shape = conditions.find(({ key }: { key: string }) => key === `custom.${lead.key}`)
    assert.deepInclude(shape.operators[0], {
      label: 'is',
      value: { kind: 'record', source: 'deals', many: true },
    })
    const keys = conditions.map(({ key }: { key: string }) => key)
    assert.includeMembers(keys, [`custom.${size.key}`, 'deals.amount', 'deals.expected_close'])
    assert.isFalse(keys.some((key: string) => key.startsWith('contact.')))

    const asked = await as(owner, client.post('/admin/deals/exports')).json({
      format: 'csv',
      filter: all(large),
    })
    asked.assertStatus(302)
    const rows = await inTenant(async () => {
      const wanted = await Export.query().firstOrFail()
      const { batches } = await tableOf(wanted)
      const found: string[] = []
      for await (const batch of batches) found.push(...batch.map(([title]) => title))
      return found
    })
    assert.deepEqual(rows, ['Barn'])
  })

  test('by amount in a currency, day of close, company, owner and source', async ({ assert }) => {
    const today = clock.now()
    const day = (days: number) => today.plus({ days }).toISODate()
    const company = await inTenant(() => Company.enter({ name: 'Burrow & Sons' }))
    await begin('Small', { amountMinor: 10_00, expectedCloseOn: day(3), ownerId: owner.user.id })
    await begin('Large', { amountMinor: 90_00, expectedCloseOn: day(40), companyId: company.id })
    await begin('Dollar', { amountMinor: 50_00, currency: 'USD', expectedCloseOn: day(-3) })
    await begin('Sent', {}, 'api')
    const ask = async (tree: object) => {
      const filter = await opened(tree)
      return titlesOf((await inTenant(() => dealPage({ filter }))).rows)
    }
    const amount = (operator: string, value: object) =>
      all(leaf('deals.amount', operator, { currency: 'EUR', ...value }))
    const close = (operator: string, value?: unknown) =>
      all(leaf('deals.expected_close', operator, value))
    for (const [tree, expected] of [
      [amount('at_least', { amount: 20_00 }), ['Large']],
      [amount('at_most', { amount: 10_00 }), ['Sent', 'Small']],
      [amount('between', { from: 90_00, to: 5_00 }), ['Large', 'Small']],
      [amount('at_least', { amount: 0, currency: 'USD' }), ['Dollar']],
      [close('next', 7), ['Small']],
      [close('between', { from: day(-5), to: day(5) }), ['Dollar', 'Small']],
      [close('after', day(3)), ['Large', 'Small']],
      [close('before', day(3)), ['Dollar']],
      [close('known'), ['Dollar', 'Large', 'Small']],
      [close('unknown'), ['Sent']],
      [all(leaf('deals.company', 'any', [company.id])), ['Large']],
      [all(leaf('deals.owner', 'any', [owner.user.id])), ['Small']],
      [all(leaf('deals.owner', 'none', [owner.user.id])), ['Dollar', 'Large', 'Sent']],
      [all(leaf('deals.contact', 'known')), []],
      [all(leaf('deals.source', 'any', ['api'])), ['Sent']],
      [all(leaf('deals.created_at', 'within', 1)), ['Dollar', 'Large', 'Sent', 'Small']],
      [all(leaf('deals.closed_at', 'known')), []],
    ] as const) {
      assert.deepEqual(await ask(tree), [...expected], JSON.stringify(tree))
    }
  })

  test('the forecast sums what fits', async ({ client, assert }) => {
    const { size } = await plantFields()
    const soon = clock.now().plus({ months: 1 }).toISODate()
    const more = { amountMinor: 1000, expectedCloseOn: soon }
    await begin('Large', { ...more, custom: { [size.key]: 'large' } })
    await begin('Small', { ...more, custom: { [size.key]: 'small' } })
    const tree = all(leaf(`custom.${size.key}`, 'any', ['large']))
    const { months, filters } = await props(as(owner, client.get('/admin/deals/forecast')), tree)
    const sums = months.flatMap((one: { sums: { openMinor: number }[] }) => one.sums)
    assert.deepEqual(
      sums.map((sum: { openMinor: number }) => sum.openMinor),
      [1000]
    )
    assert.deepEqual(filters.filter, tree)
  })

  test('further cards and changed ones are asked the same', async ({ client, assert }) => {
    const { size } = await plantFields()
    const fits = await begin('Fits', { custom: { [size.key]: 'large' } })
    const other = await begin('Other', { custom: { [size.key]: 'small' } })
    const filter = JSON.stringify(all(leaf(`custom.${size.key}`, 'any', ['large'])))
    const answer = await as(owner, client.get('/admin/deals/cards'))
      .qs({ pipeline: pipeline.id, ids: [fits.id, other.id], filter })
      .accept('json')
    answer.assertStatus(200)
    assert.deepEqual(titlesOf(answer.body().cards), ['Fits'])
  })

  test('pages go on within a filter, and a page of another one is refused', async ({
    client,
    assert,
  }) => {
    const { score } = await plantFields()
    await sql(
      `insert into deals (id, organization_id, pipeline_id, stage_id, rank, title, currency, amount_minor, custom,
         stage_entered_at, created_at, updated_at)
       select gen_random_uuid(), ?, ?, ?, 'e' || lpad(n::text, 5, '0'), 'Many ' || n, 'EUR', n,
         jsonb_build_object(?::text, n % 2), now(), now() - n * interval '1 minute', now()
       from generate_series(1, 130) n`,
      [organizationId, pipeline.id, pipeline.stages[0].id, score.key]
    )
    // What "in the last" means moves on with the clock: the next page is of the same list all the same.
    const tree = all(leaf(`custom.${score.key}`, 'is', 1), leaf('deals.created_at', 'within', 2))
    const path = '/admin/deals/table'
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await as(owner, client.get(path))
        .qs({ filter: JSON.stringify(tree), ...(cursor ? { cursor } : {}) })
        .withInertia()
      page.assertStatus(200)
      const { deals, next } = page.body().props as unknown as {
        deals: { id: string }[]
        next: string | null
      }
      seen.push(...deals.map(({ id }) => id))
      if (seen.length <= 30) {
        const other = JSON.stringify(all(leaf(`custom.${score.key}`, 'is', 0)))
        const refused = await as(owner, client.get(path))
          .qs({ filter: other, cursor: next! })
          .accept('json')
        refused.assertStatus(422)
      }
      cursor = next ?? ''
    } while (cursor)
    assert.lengthOf(new Set(seen), 65)
    assert.lengthOf(seen, 65)
  })

  test('what is not known is refused where it stands, and left out of the address of a page', async ({
    client,
    assert,
  }) => {
    for (const [tree, pointer] of [
      [all(leaf('custom.nothing', 'known')), '/filter/all/0'],
      [all(leaf('contact.city', 'is', 'Bonn')), '/filter/all/0'],
      [all(leaf('deals.source', 'any', ['nowhere'])), '/filter/all/0'],
      [
        all(
          leaf('deals.closed_at', 'known'),
          leaf('deals.amount', 'at_least', { amount: 'x', currency: 'EUR' })
        ),
        '/filter/all/1',
      ],
    ] as const) {
      for (const path of ['', '/table', '/forecast']) {
        const answer = await as(owner, client.get(`/admin/deals${path}`))
          .qs({ filter: JSON.stringify(tree) })
          .accept('json')
        answer.assertStatus(422)
        assert.equal(answer.body().errors[0].pointer, pointer, `${path} ${JSON.stringify(tree)}`)
        const page = await as(owner, client.get(`/admin/deals${path}`))
          .qs({ q: 'a', filter: JSON.stringify(tree) })
          .header('accept', 'text/html')
        assert.equal(page.header('location'), `/admin/deals${path}?q=a`)
      }
    }
  })

  test('are answered by indexes', async ({ assert }) => {
    const { size } = await plantFields()
    await begin('One', { custom: { [size.key]: 'large' } })
    const filter = await opened(all(leaf(`custom.${size.key}`, 'any', ['large'])))
    const limits = [{ stageId: pipeline.stages[0].id, limit: 30 }]
    for (const [table, run] of [
      ['deals', () => dealPage({ filter })],
      ['deals', () => boardTotals(pipeline.id, { filter })],
      ['unnest', () => boardCards(limits, { filter })],
    ] as const) {
      assert.notMatch(await planOf(table, () => inTenant<unknown>(run)), /Seq Scan on deals/)
    }
  })
})
