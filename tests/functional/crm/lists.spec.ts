import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { conditionsOf } from '#crm/conditions/catalogue'
import type { Leaf } from '#crm/conditions/tree'
import { fold } from '#crm/fold'
import { type ListState, RecordList } from '#crm/lists/record_list'
import { plantOrganization } from '#tests/support/organizations'
import { plantStaff } from '#tests/support/people'
import { type Crowd, plantCrowd, type Planted } from './support/crowd.js'

const DAY = 86_400_000

test.group('Lists of contacts', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let crowd: Crowd
  let owners: string[]
  const now = new Date()

  group.setup(async () => {
    organizationId = await plantOrganization('Crowd')
    const [a, b] = [await plantStaff(organizationId), await plantStaff(organizationId, 'agent')]
    owners = [a.user.id, b.user.id]
    crowd = await plantCrowd(organizationId, { owners, now })
    await sql('analyze contacts, contact_tags, field_values')
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const open = (state: ListState) => inTenant(() => RecordList.open('contact', state, null))
  /** All ids of a list, page by page forwards; then backwards to see that the same comes. */
  async function walk(state: ListState, perPage = 17) {
    const list = await open(state)
    const pages: string[][] = []
    let cursor: string | null = null
    let previous: string | null = null
    do {
      const page: Awaited<ReturnType<RecordList['page']>> = await inTenant(() =>
        list.page(cursor, perPage)
      )
      pages.push(page.rows.map(({ id }) => id))
      cursor = page.next
      previous = page.previous
    } while (cursor)
    const back: string[][] = []
    while (previous) {
      const page: Awaited<ReturnType<RecordList['page']>> = await inTenant(() =>
        list.page(previous, perPage)
      )
      back.unshift(page.rows.map(({ id }) => id))
      previous = page.previous
    }
    return { ids: pages.flat(), pages, back }
  }

  const text = (of: (one: Planted) => string | null) => ({
    is: (one: Planted, v: unknown) => fold(of(one) ?? '') === fold(String(v)),
    is_not: (one: Planted, v: unknown) => fold(of(one) ?? '') !== fold(String(v)),
    contains: (one: Planted, v: unknown) => fold(of(one) ?? '').includes(fold(String(v))),
    begins: (one: Planted, v: unknown) => fold(of(one) ?? '').startsWith(fold(String(v))),
    ...known(of),
  })
  const known = (of: (one: Planted) => unknown) => ({
    known: (one: Planted) => of(one) !== null && of(one) !== undefined,
    unknown: (one: Planted) => of(one) === null || of(one) === undefined,
  })
  const oneOf = (of: (one: Planted) => string | null) => ({
    any: (one: Planted, v: unknown) => (v as string[]).includes(of(one) ?? ''),
    none: (one: Planted, v: unknown) => !(v as string[]).includes(of(one) ?? ''),
  })
  const someOf = (of: (one: Planted) => string[]) => ({
    any: (one: Planted, v: unknown) => of(one).some((id) => (v as string[]).includes(id)),
    none: (one: Planted, v: unknown) => !of(one).some((id) => (v as string[]).includes(id)),
    known: (one: Planted) => of(one).length > 0,
    unknown: (one: Planted) => of(one).length === 0,
  })
  const ago = (days: unknown) => now.getTime() - Number(days) * DAY
  const start = (day: unknown) => new Date(`${String(day)}T00:00:00Z`).getTime()
  const moment = (of: (one: Planted) => Date | null) => ({
    within: (one: Planted, v: unknown) => (of(one)?.getTime() ?? -Infinity) > ago(v),
    before_last: (one: Planted, v: unknown) => (of(one)?.getTime() ?? Infinity) <= ago(v),
    after: (one: Planted, v: unknown) => (of(one)?.getTime() ?? -Infinity) >= start(v),
    before: (one: Planted, v: unknown) => (of(one)?.getTime() ?? Infinity) < start(v),
    ...known(of),
  })
  const own = (key: string) => (one: Planted) => (one.custom[key] ?? null) as string | null
  const amount = (of: (one: Planted) => number | null) => ({
    is: (one: Planted, v: unknown) => of(one) === v,
    more: (one: Planted, v: unknown) => (of(one) ?? -Infinity) > Number(v),
    less: (one: Planted, v: unknown) => (of(one) ?? Infinity) < Number(v),
    between: (one: Planted, v: unknown) => {
      const { from, to } = v as { from: number; to: number }
      return (of(one) ?? -Infinity) >= from && (of(one) ?? Infinity) <= to
    },
    ...known(of),
  })

  type Rule = (one: Planted, value: unknown) => boolean
  /** Each condition in JavaScript, with values to ask it with. */
  const rules = (): Record<string, [Record<string, Rule>, Record<string, unknown[]>]> => {
    const words = (list: string[]) => ({
      is: list,
      is_not: list,
      contains: list,
      begins: list,
    })
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
    const today = dayOf(ago(0))
    const day = dayOf(ago(20))
    const days = { within: [1, 20], before_last: [20], after: [day], before: [day] }
    return {
      'contact.first_name': [
        text((one) => one.firstName),
        words(['jorg', 'ann', 'O', 'zoe', 'ad']),
      ],
      'contact.last_name': [text((one) => one.lastName), words(['100%', 'r_s', 'STRASSE', 'm'])],
      'contact.city': [text((one) => one.city), words(['zurich', 'new y', 'b'])],
      'contact.email': [
        {
          is: (one, v) => one.email === v,
          contains: (one, v) => (one.email ?? '').includes(String(v)),
          domain: (one, v) => (one.email ?? '').endsWith(`@${String(v).replace('@', '')}`),
          ...known((one) => one.email),
        },
        {
          is: ['p3@acme.test', 'p3@mail.test'],
          contains: ['p1'],
          domain: ['acme.test', '@mail.test'],
        },
      ],
      'contact.phone': [
        {
          begins: (one, v) => (one.phone ?? '').startsWith(String(v)),
          ...known((one) => one.phone),
        },
        { begins: ['+49301'] },
      ],
      'contact.lifecycle': [
        oneOf((one) => one.lifecycle),
        { any: [['lead', 'customer']], none: [['lead']] },
      ],
      'contact.source': [
        { is: (one, v) => one.source === v, is_not: (one, v) => one.source !== v },
        { is: ['import', 'nowhere'], is_not: ['import'] },
      ],
      'contact.country': [
        {
          is: (one, v) => one.country === String(v).toUpperCase(),
          is_not: (one, v) => one.country !== v,
          ...oneOf((one) => one.country),
          ...known((one) => one.country),
        },
        // What was saved before there was a list to choose from is answered as it was.
        { is: ['de'], is_not: ['DE'], any: [['DE'], ['CH', 'US']], none: [['DE', 'US']] },
      ],
      'contact.owner': [
        { ...oneOf((one) => one.ownerId), ...known((one) => one.ownerId) },
        { any: [[owners[0]], owners], none: [[owners[0]]] },
      ],
      'contact.created_at': [moment((one) => one.createdAt), days],
      'contact.updated_at': [moment((one) => one.updatedAt), days],
      'contact.last_seen_at': [moment((one) => one.lastSeenAt), days],
      'contact.client': [{ yes: (one) => one.isClient, no: (one) => !one.isClient }, {}],
      'contact.tag': [
        someOf((one) => one.tags),
        { any: [[crowd.tags[0]], crowd.tags], none: [[crowd.tags[1]]] },
      ],
      'contact.company': [
        someOf((one) => one.companies),
        { any: [[crowd.companies[0]]], none: [crowd.companies] },
      ],
      'custom.score': [
        amount((one) => (one.custom.score ?? null) as number | null),
        { is: [3], more: [5], less: [2], between: [{ from: 2, to: 4 }] },
      ],
      'custom.budget': [
        amount((one) => (one.custom.budget as { minor: number } | undefined)?.minor ?? null),
        { is: [2000], more: [2000], less: [2000], between: [{ from: 1000, to: 3000 }] },
      ],
      'custom.since': [
        {
          is: (one, v) => own('since')(one) === v,
          after: (one, v) => (own('since')(one) ?? '') > String(v),
          before: (one, v) => (own('since')(one) ?? '9') < String(v),
          between: (one, v) => {
            const { from, to } = v as { from: string; to: string }
            return (own('since')(one) ?? '') >= from && (own('since')(one) ?? '9') <= to
          },
          within: (one, v) =>
            (own('since')(one) ?? '') >= dayOf(ago(v)) && (own('since')(one) ?? '9') <= today,
          next: (one, v) =>
            (own('since')(one) ?? '') >= today &&
            (own('since')(one) ?? '9') <= dayOf(ago(-Number(v))),
          ...known(own('since')),
        },
        {
          ...{ is: ['2026-03-11'], after: ['2026-05-01'], before: ['2026-05-01'] },
          between: [{ from: '2026-03-11', to: '2026-05-12' }],
          ...{ within: [1, 100, 1000], next: [1, 100, 1000] },
        },
      ],
      'custom.motto': [text(own('motto')), words(['carpe diem', 'uber'])],
      'custom.plan': [
        { ...oneOf(own('plan')), ...known(own('plan')) },
        { any: [['free'], ['free', 'pro']], none: [['free']] },
      ],
      'custom.likes': [
        {
          ...someOf((one) => (one.custom.likes ?? []) as string[]),
        },
        { any: [['tea']], none: [['cake']] },
      ],
      'custom.vip': [
        {
          yes: (one) => one.custom.vip === true,
          no: (one) => one.custom.vip === false,
          ...known(own('vip')),
        },
        {},
      ],
      'custom.plain': [
        { is: (one, v) => own('plain')(one) === v, ...known(own('plain')) },
        { is: ['one', 'three'] },
      ],
    }
  }

  test('every filter finds whom a walk over all of them finds', async ({ assert }) => {
    const conditions = await inTenant(() => conditionsOf('contact'))
    let asked = 0
    for (const [condition, [operators, values]] of Object.entries(rules())) {
      const { operators: offered } = conditions.get(condition)
      for (const operator of Object.keys(offered)) {
        const rule = operators[operator]
        if (condition === 'contact.source' && !rule) continue
        assert.isDefined(rule, `${condition} ${operator} is asked`)
        for (const value of values[operator] ?? [undefined]) {
          const leaf: Leaf = { condition, operator, value }
          const expected = crowd.contacts.filter((one) => rule(one, value)).map(({ id }) => id)
          const { ids } = await walk({ filter: { all: [leaf] } }, 100)
          assert.sameMembers(ids, expected, JSON.stringify(leaf))
          assert.lengthOf(ids, expected.length, JSON.stringify(leaf))
          asked++
        }
      }
    }
    assert.isAbove(asked, 90)
  })

  test('a filter answers the same for a few rows as for all', async ({ assert }) => {
    for (const [condition, [operators, values]] of Object.entries(rules())) {
      for (const operator of Object.keys(operators)) {
        for (const value of values[operator] ?? [undefined]) {
          const list = await open({ filter: { all: [{ condition, operator, value }] } }).catch(
            () => null
          )
          if (!list) continue
          const { few, all } = await inTenant(async () => list.filter()!)
          const count = async ({ sql: where, bindings }: typeof few) => {
            const [row] = await sql<{ count: number }>(
              `select count(*)::int as count from contacts c where organization_id = ? and deleted_at is null and ${where}`,
              [organizationId, ...bindings]
            )
            return row.count
          }
          assert.equal(await count(few), await count(all), `${condition} ${operator}`)
        }
      }
    }
  })

  test('a text without an index says why it is not searched for words, and keeps what it meant', async ({
    assert,
  }) => {
    const conditions = await inTenant(() => conditionsOf('contact'))
    const [plain, motto] = [conditions.get('custom.plain'), conditions.get('custom.motto')]
    assert.deepEqual(
      Object.values(plain.operators).map(({ label }) => label),
      ['is exactly', 'is known', 'is not known']
    )
    assert.match(plain.hint!, /“contains”.*sortable and searchable/)
    assert.isUndefined(motto.hint)
    for (const [operator, value, expected] of [
      ['contains', 'NE', (text: string) => text.includes('ne')],
      ['begins', 'Tw', (text: string) => text.startsWith('tw')],
      ['is_not', 'ONE', (text: string) => text !== 'one'],
    ] as const) {
      const { sql: where, bindings } = plain.where(operator, value, {
        ...{ organizationId, alias: 'c', isFew: false, now: now.toISOString(), timeZone: 'UTC' },
      })
      const found = await sql<{ id: string }>(
        `select id from contacts c where organization_id = ? and ${where}`,
        [organizationId, ...bindings]
      )
      const wanted = crowd.contacts.filter((one) => expected(own('plain')(one) ?? ''))
      assert.sameMembers(
        found.map(({ id }) => id),
        wanted.map(({ id }) => id),
        operator
      )
    }
  })

  test('companies are chosen by several countries, and what was saved before is answered', async ({
    assert,
  }) => {
    await sql(
      `update companies set country = case name when 'Acme' then 'DE' when 'Zöller' then 'CH' end where organization_id = ?`,
      [organizationId]
    )
    for (const [operator, value, expected] of [
      ['any', ['DE', 'CH'], ['Acme', 'Zöller']],
      ['none', ['DE'], ['Borrow & Sons', 'Zöller']],
      ['known', undefined, ['Acme', 'Zöller']],
      ['is', 'de', ['Acme']],
      ['begins', 'c', ['Zöller']],
    ] as const) {
      const leaf = { condition: 'company.country', operator, value }
      const { rows } = await inTenant(async () =>
        (await RecordList.open('company', { filter: { all: [leaf] } }, null)).page()
      )
      assert.deepEqual(rows.map(({ title }) => title).sort(), [...expected], operator)
    }
  })

  test('groups nest, and nothing is on neither side of a "not"', async ({ assert }) => {
    const lead: Leaf = { condition: 'contact.lifecycle', operator: 'any', value: ['lead'] }
    const german: Leaf = { condition: 'contact.country', operator: 'is', value: 'DE' }
    const tagged: Leaf = { condition: 'contact.tag', operator: 'any', value: [crowd.tags[0]] }
    const filter = { all: [{ any: [lead, german] }, { not: tagged }] }
    const expected = crowd.contacts.filter(
      (one) =>
        (one.lifecycle === 'lead' || one.country === 'DE') && !one.tags.includes(crowd.tags[0])
    )
    assert.sameMembers(
      (await walk({ filter }, 100)).ids,
      expected.map(({ id }) => id)
    )
    const { ids } = await walk({ filter: { not: german } }, 100)
    const others = crowd.contacts.filter((one) => one.country !== 'DE')
    assert.lengthOf(ids, others.length)
  })

  for (const sort of [
    'name',
    'created_at',
    'updated_at',
    'last_seen_at',
    'custom.score',
    'custom.since',
    'custom.motto',
    'custom.budget',
  ]) {
    for (const direction of ['', '-']) {
      test(`pages by ${direction}${sort} neither repeat nor skip, forwards and back`, async ({
        assert,
      }) => {
        for (const filter of [
          undefined,
          { all: [{ condition: 'contact.lifecycle', operator: 'any', value: ['lead'] }] },
          { all: [{ condition: 'contact.tag', operator: 'any', value: [crowd.tags[0]] }] },
        ]) {
          const { ids, pages, back } = await walk({ sort: `${direction}${sort}`, filter })
          const expected = await inOrder(`${direction}${sort}`, ids)
          assert.lengthOf(new Set(ids), ids.length)
          assert.deepEqual(ids, expected)
          assert.deepEqual(back, pages.slice(0, -1))
          if (!filter) assert.lengthOf(ids, crowd.contacts.length)
        }
      })
    }
  }

  /** The same ids as Postgres sorts them without any of our paging. */
  async function inOrder(sort: string, ids: string[]): Promise<string[]> {
    const direction = sort.startsWith('-') ? 'desc' : 'asc'
    const key = sort.replace('-', '')
    const order = key.startsWith('custom.')
      ? `v.n ${direction} nulls last, v.d ${direction} nulls last, v.t ${direction} nulls last,
         case when v.has then c.id end ${direction}, c.created_at desc, c.id desc`
      : key === 'name'
        ? `name_sort ${direction}, c.id ${direction}`
        : `${key} ${direction} nulls last, c.id ${direction}`
    const rows = await sql<{ id: string }>(
      `select c.id from contacts c left join lateral (
         select number_value n, date_value d, text_value t, true as has from field_values f join custom_fields cf on cf.id = f.field_id
         where f.record_id = c.id and 'custom.' || cf.key = ?) v on true
       where c.id = any(?) order by ${order}`,
      [key, ids]
    )
    return rows.map(({ id }) => id)
  }
})
