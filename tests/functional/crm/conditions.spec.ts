import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { conditionsOf } from '#crm/conditions/catalogue'
import { checkTree } from '#crm/conditions/check'
import { compile, contextOf } from '#crm/conditions/compile'
import type { ConditionTree, Leaf } from '#crm/conditions/tree'
import { plantOrganization } from '#tests/support/organizations'

const NOW = Date.parse('2026-05-10T12:00:00Z')
const DAY = 86_400_000
const iso = (daysAgo: number) => new Date(NOW - daysAgo * DAY).toISOString()

type Order = { currency: string; total: number; refunded: number; paidDaysAgo: number | null }
type Person = {
  id: string
  country: string | null
  firstName: string | null
  lifecycle: string
  createdDaysAgo: number
  tags: string[]
  did: { kind: string; daysAgo: number }[]
  orders: Order[]
  segments: string[]
  isDeleted: boolean
}

/** The same numbers each run of a seed, so that a failure can be looked at again. */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
  return {
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)],
    some: <T>(list: readonly T[], chance = 0.4): T[] => list.filter(() => next() < chance),
    upTo: (most: number) => Math.floor(next() * (most + 1)),
    chance: (share: number) => next() < share,
  }
}
type Dice = ReturnType<typeof dice>

const COUNTRIES = ['DE', 'AT', 'CH', null] as const
const NAMES = ['Ada', 'ádá', 'Berta', 'Zoë', null] as const
const STAGES = ['lead', 'customer', 'subscriber'] as const
const KINDS = ['contact.updated', 'lesson.completed'] as const
const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()

test.group('Conditions against an oracle', (group) => {
  let organizationId: string
  let people: Person[]
  const tags = [uuid(), uuid(), uuid()]
  const segments = [uuid(), uuid()]

  group.setup(async () => {
    organizationId = await plantOrganization('Oracle')
    const random = dice(7)
    people = Array.from({ length: 150 }, () => personOf(random))
    await plant()
  })

  test('300 random trees mean the same to Postgres, asked at once and one by one', async ({
    assert,
  }) => {
    await Tenant.run(organizationId, async () => {
      const known = await conditionsOf('contact')
      for (let seed = 1; seed <= 300; seed++) {
        const tree = checkTree(treeOf(dice(seed), 3), known, null)
        const wanted = people
          .filter((person) => !person.isDeleted && holds(tree, person))
          .map(({ id }) => id)
          .sort()
        for (const isFew of [false, true]) {
          const ctx = contextOf('c', { isFew, now: new Date(NOW).toISOString() })
          const where = compile(tree, known, ctx)
          const rows = await sql<{ id: string }>(
            `select id from contacts c where c.organization_id = ? and c.deleted_at is null and (${where.sql})`,
            [organizationId, ...where.bindings]
          )
          assert.deepEqual(
            rows.map(({ id }) => id).sort(),
            wanted,
            `seed ${seed}, ${isFew ? 'few' : 'all'}: ${JSON.stringify(tree)}`
          )
        }
      }
    })
  }).timeout(60_000)

  function personOf(random: Dice): Person {
    return {
      id: uuid(),
      country: random.one(COUNTRIES),
      firstName: random.one(NAMES),
      lifecycle: random.one(STAGES),
      createdDaysAgo: random.upTo(60) + 0.5,
      tags: random.some(tags),
      did: Array.from({ length: random.upTo(4) }, () => ({
        kind: random.one(KINDS),
        daysAgo: random.upTo(40) + 0.5,
      })),
      orders: Array.from({ length: random.upTo(2) }, () => ({
        currency: random.one(['EUR', 'USD']),
        total: 1000 * (1 + random.upTo(5)),
        refunded: random.chance(0.2) ? 500 : 0,
        paidDaysAgo: random.chance(0.8) ? random.upTo(40) + 0.5 : null,
      })),
      segments: random.some(segments),
      isDeleted: random.chance(0.05),
    }
  }

  function treeOf(random: Dice, depth: number): ConditionTree {
    if (depth === 0 || random.chance(0.3)) return leafOf(random)
    if (random.chance(0.2)) return { not: treeOf(random, depth - 1) }
    const parts = Array.from({ length: random.upTo(3) }, () => treeOf(random, depth - 1))
    return random.chance(0.5) ? { all: parts } : { any: parts }
  }

  function leafOf(random: Dice): Leaf {
    const leaf = (condition: string, operator: string, value?: unknown) => ({
      condition,
      operator,
      value,
    })
    const kind = random.one(KINDS)
    const days = 1 + random.upTo(40)
    const which = random.some(tags, 0.6).length > 1 ? tags.slice(0, 2) : [random.one(tags)]
    return random.one([
      leaf('contact.country', random.one(['is', 'is_not']), random.one(['DE', 'at'])),
      leaf('contact.country', random.one(['known', 'unknown'])),
      leaf(
        'contact.first_name',
        random.one(['is', 'contains', 'begins']),
        random.one(['ada', 'ZO'])
      ),
      leaf('contact.first_name', random.one(['known', 'unknown'])),
      leaf('contact.lifecycle', random.one(['any', 'none']), [random.one(STAGES)]),
      leaf('contact.created_at', random.one(['within', 'before_last']), days),
      leaf('contact.tag', random.one(['any', 'none']), which),
      leaf('contact.tag', random.one(['known', 'unknown'])),
      leaf('contact.did', 'at_least', { kind, days, times: 1 + random.upTo(2) }),
      leaf('contact.did', random.one(['ever', 'never']), { kind }),
      leaf('contact.did', 'not', { kind, days }),
      leaf('segment.member', random.one(['any', 'none']), [random.one(segments)]),
      leaf('commerce.orders', random.one(['at_least', 'less']), random.upTo(2)),
      leaf('commerce.last_order', random.one(['within', 'before_last']), days),
      leaf('commerce.last_order', 'never'),
      leaf('commerce.spent', 'within', { amount: 3000, currency: 'EUR', days }),
      leaf('commerce.spent', 'ever', { amount: random.one([1000, 4000]), currency: 'EUR' }),
    ])
  }

  /** What a tree means, in so many words. */
  function holds(tree: ConditionTree, person: Person): boolean {
    if ('all' in tree) return tree.all.every((part) => holds(part, person))
    if ('any' in tree) {
      return tree.any.length === 0 || tree.any.some((part) => holds(part, person))
    }
    if ('not' in tree) return !holds(tree.not, person)
    return answers(tree, person)
  }

  function answers({ condition, operator, value }: Leaf, person: Person): boolean {
    const text = String(value)
    const list = value as string[]
    const given = value as { kind: string; days?: number; times?: number }
    const isAny = (mine: string[]) => mine.some((one) => list.includes(one))
    switch (condition) {
      case 'contact.country':
        if (operator === 'known') return person.country !== null
        if (operator === 'unknown') return person.country === null
        return (person.country === text.toUpperCase()) === (operator === 'is')
      case 'contact.first_name': {
        if (operator === 'known') return person.firstName !== null
        if (operator === 'unknown') return person.firstName === null
        const name = fold(person.firstName ?? '')
        if (operator === 'is') return name === fold(text)
        return operator === 'contains' ? name.includes(fold(text)) : name.startsWith(fold(text))
      }
      case 'contact.lifecycle':
        return isAny([person.lifecycle]) === (operator === 'any')
      case 'contact.created_at':
        return person.createdDaysAgo < Number(value) === (operator === 'within')
      case 'contact.tag':
        if (operator === 'known') return person.tags.length > 0
        if (operator === 'unknown') return person.tags.length === 0
        return isAny(person.tags) === (operator === 'any')
      case 'contact.did': {
        const times = person.did.filter(
          (one) => one.kind === given.kind && (!given.days || one.daysAgo < given.days)
        ).length
        if (operator === 'not' || operator === 'never') return times === 0
        return times >= (given.times ?? 1)
      }
      case 'segment.member':
        return isAny(person.segments) === (operator === 'any')
      default:
        return bought(condition, operator, value, person)
    }
  }

  function bought(condition: string, operator: string, value: unknown, person: Person): boolean {
    const kept = person.orders.filter((order) => order.paidDaysAgo !== null)
    const within = (days: number) => kept.filter((order) => order.paidDaysAgo! < days)
    if (condition === 'commerce.orders') {
      return kept.length >= Number(value) === (operator === 'at_least')
    }
    if (condition === 'commerce.last_order') {
      if (operator === 'never') return kept.length === 0
      if (kept.length === 0) return false
      return within(Number(value)).length > 0 === (operator === 'within')
    }
    const { amount, currency, days } = value as { amount: number; currency: string; days?: number }
    const counted = (days ? within(days) : kept).filter((order) => order.currency === currency)
    const sum = counted.reduce((total, order) => total + order.total - order.refunded, 0)
    return counted.length > 0 && sum >= amount
  }

  async function plant() {
    const rows = (list: object[]) => JSON.stringify(list)
    await sql(
      `insert into contacts (id, organization_id, source, country, first_name, lifecycle, created_at, updated_at, deleted_at)
       select id, ?, 'test', country, first_name, lifecycle, created_at, created_at, deleted_at
       from jsonb_to_recordset(?::jsonb) as p(id uuid, country text, first_name text, lifecycle text,
         created_at timestamptz, deleted_at timestamptz)`,
      [
        organizationId,
        rows(
          people.map((person) => ({
            id: person.id,
            country: person.country,
            first_name: person.firstName,
            lifecycle: person.lifecycle,
            created_at: iso(person.createdDaysAgo),
            deleted_at: person.isDeleted ? iso(0) : null,
          }))
        ),
      ]
    )
    for (const [n, id] of tags.entries()) {
      await sql(
        `insert into tags (id, organization_id, name, created_at, updated_at) values (?, ?, ?, now(), now())`,
        [id, organizationId, `Tag ${n}`]
      )
    }
    for (const [n, id] of segments.entries()) {
      await sql(
        `insert into segments (id, organization_id, name, kind, created_at, updated_at)
         values (?, ?, ?, 'static', now(), now())`,
        [id, organizationId, `List ${n}`]
      )
    }
    const pairs = (of: (person: Person) => string[]) =>
      rows(people.flatMap((person) => of(person).map((other) => ({ person: person.id, other }))))
    await sql(
      `insert into contact_tags (organization_id, contact_id, tag_id, created_at)
       select ?, person, other, now() from jsonb_to_recordset(?::jsonb) as p(person uuid, other uuid)`,
      [organizationId, pairs(({ tags: mine }) => mine)]
    )
    await sql(
      `insert into segment_members (organization_id, contact_id, segment_id, entered_at)
       select ?, person, other, now() from jsonb_to_recordset(?::jsonb) as p(person uuid, other uuid)`,
      [organizationId, pairs(({ segments: mine }) => mine)]
    )
    await sql(
      `insert into activities (organization_id, contact_id, event_id, kind, actor_type, payload, occurred_at)
       select ?, person, n, kind, 'system', '{}', at
       from jsonb_to_recordset(?::jsonb) as p(person uuid, kind text, at timestamptz, n int)`,
      [
        organizationId,
        rows(
          people.flatMap((person, p) =>
            person.did.map(({ kind, daysAgo }, n) => ({
              person: person.id,
              kind,
              at: iso(daysAgo),
              n: p * 10 + n,
            }))
          )
        ),
      ]
    )
    await sql(
      `insert into orders (id, organization_id, number, contact_id, status, currency, total_minor, refunded_minor,
         return_token_hash, paid_at, created_at, updated_at)
       select gen_random_uuid(), ?, n, person, case when at is null then 'expired' else 'paid' end, currency, total,
         refunded, 'oracle' || gen_random_uuid(), at, now(), now()
       from jsonb_to_recordset(?::jsonb)
         as p(person uuid, currency text, total int, refunded int, at timestamptz, n int)`,
      [
        organizationId,
        rows(
          people.flatMap((person, p) =>
            person.orders.map(({ currency, total, refunded, paidDaysAgo }, n) => ({
              person: person.id,
              currency,
              total,
              refunded,
              at: paidDaysAgo === null ? null : iso(paidDaysAgo),
              n: p * 10 + n + 1,
            }))
          )
        ),
      ]
    )
  }
})
