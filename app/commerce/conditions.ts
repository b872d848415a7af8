import { CURRENCIES } from '#core/money/money'
import {
  choiceSources,
  type ConditionContext,
  type SegmentCondition,
  segmentConditions,
  type SqlPart,
  type ValueShape,
} from '#core/registry/segment_conditions'
import { daysAgo, relatedSql } from '#crm/conditions/shapes'

const CHANGED = ['order.paid', 'order.refunded', 'contact.merged', 'contact.unmerged']

/** Orders that were paid (or free), and were not given back whole. */
const KEPT = `paid_at is not null and status <> 'refunded'`
const BOUGHT = `(select o.organization_id, o.contact_id, l.product_id
   from orders o join order_lines l on l.organization_id = o.organization_id and l.order_id = o.id
   where o.paid_at is not null and o.status <> 'refunded') bought`

const DAYS: ValueShape = { kind: 'days' }
const currency: ValueShape = {
  kind: 'choice',
  options: CURRENCIES.map((code) => ({ value: code, label: code })),
}
const amount = { label: 'at least', shape: { kind: 'money' } as const }

function add(
  name: string,
  condition: Pick<SegmentCondition, 'label' | 'operators' | 'where' | 'turnsAt'>
): void {
  segmentConditions.add(`commerce.${name}`, {
    entity: 'contact',
    group: 'Orders',
    icon: 'i-lucide-receipt',
    permission: 'orders:read',
    changedBy: CHANGED,
    ...condition,
  })
}

add('product', {
  label: 'Bought',
  operators: {
    any: { label: 'any of', value: { kind: 'record', source: 'products', many: true } },
    none: { label: 'none of', value: { kind: 'record', source: 'products', many: true } },
  },
  where: (operator, value, ctx) =>
    relatedSql(
      {
        from: BOUGHT,
        column: 'contact_id',
        where: { sql: 'product_id = any(?)', bindings: [value as string[]] },
        isNot: operator === 'none',
      },
      ctx
    ),
})

add('spent', {
  label: 'Spent',
  operators: {
    ever: {
      label: 'in all',
      value: { kind: 'fields', fields: { amount, currency: { label: 'in', shape: currency } } },
    },
    within: {
      label: 'lately',
      value: {
        kind: 'fields',
        fields: {
          amount,
          currency: { label: 'in', shape: currency },
          days: { label: 'in the last', shape: DAYS },
        },
      },
    },
  },
  where(_operator, value, ctx) {
    const given = value as { amount: number; currency: string; days?: number }
    return sumOf(
      'sum(total_minor - refunded_minor) >= ?',
      [given.amount],
      lately(given.days, ctx, { sql: 'currency = ?', bindings: [given.currency] }),
      ctx
    )
  },
  turnsAt: (_operator, value, ctx) => firstToFade((value as { days?: number }).days, ctx),
})

add('orders', {
  label: 'Number of orders',
  operators: {
    at_least: { label: 'is at least', value: { kind: 'number' } },
    less: { label: 'is less than', value: { kind: 'number' } },
  },
  where(operator, value, ctx) {
    // Nobody has less than none; everybody has at least none.
    const times = Math.max(0, Math.ceil(Number(value)))
    if (times === 0) return { sql: operator === 'at_least' ? 'true' : 'false', bindings: [] }
    const enough = sumOf('count(*) >= ?', [times], lately(undefined, ctx), ctx)
    return operator === 'at_least' ? enough : { ...enough, sql: `not (${enough.sql})` }
  },
})

add('last_order', {
  label: 'Last order',
  operators: {
    within: { label: 'in the last', value: DAYS },
    before_last: { label: 'not in the last', value: DAYS },
    never: { label: 'there is none', value: { kind: 'none' } },
  },
  where(operator, value, ctx) {
    const orders = (days: number | undefined, isNot: boolean) =>
      relatedSql({ from: 'orders', column: 'contact_id', where: lately(days, ctx), isNot }, ctx)
    if (operator === 'within') return orders(Number(value), false)
    if (operator === 'never') return orders(undefined, true)
    const [some, recent] = [orders(undefined, false), orders(Number(value), true)]
    return {
      sql: `(${some.sql} and ${recent.sql})`,
      bindings: [...some.bindings, ...recent.bindings],
    }
  },
  turnsAt(operator, value, ctx) {
    if (operator === 'never') return null
    const days = Number(value)
    return {
      sql: `(select max(paid_at) + ? * interval '24 hours' from orders where organization_id = ?
        and contact_id = ${ctx.alias}.id and ${KEPT} and paid_at > ?::timestamptz)`,
      bindings: [days, ctx.organizationId, daysAgo(days, ctx)],
    }
  },
})

/** Kept orders, of the last days where they are given. */
function lately(
  days: number | undefined,
  ctx: ConditionContext,
  more: SqlPart = { sql: 'true', bindings: [] }
): SqlPart {
  return {
    sql: `${KEPT} and ${more.sql}${days ? ' and paid_at > ?::timestamptz' : ''}`,
    bindings: [...more.bindings, ...(days ? [daysAgo(days, ctx)] : [])],
  }
}

/** Whose orders together fulfil `having`. */
function sumOf(
  having: string,
  values: number[],
  where: SqlPart,
  { alias, isFew, organizationId }: ConditionContext
): SqlPart {
  const bindings = [organizationId, ...where.bindings, ...values]
  const mine = isFew ? `contact_id = ${alias}.id and` : 'contact_id is not null and'
  const orders = `from orders where ${mine} organization_id = ? and ${where.sql}
    group by contact_id having ${having}`
  return isFew
    ? { sql: `exists (select 1 ${orders})`, bindings }
    : { sql: `${alias}.id in (select contact_id ${orders})`, bindings }
}

/** When the first of the orders that count now is too old to count. */
function firstToFade(days: number | undefined, ctx: ConditionContext): SqlPart | null {
  if (!days) return null
  return {
    sql: `(select min(paid_at) + ? * interval '24 hours' from orders where organization_id = ?
      and contact_id = ${ctx.alias}.id and ${KEPT} and paid_at > ?::timestamptz)`,
    bindings: [days, ctx.organizationId, daysAgo(days, ctx)],
  }
}

choiceSources.add('products', {
  permission: 'products:read',
  search: async (text) => (await import('#commerce/queries/choices')).searchProducts(text),
  named: async (ids) => (await import('#commerce/queries/choices')).productsNamed(ids),
})
