import { DateTime } from 'luxon'
import { CURRENCIES } from '#core/money/money'
import {
  type ConditionContext,
  type Operator,
  type SegmentCondition,
  type SqlPart,
  segmentConditions,
} from '#core/registry/segment_conditions'
import { KNOWN, MOMENT, momentSql, oneOfSql } from '#crm/conditions/shapes'

// What can be asked of deals themselves; what is asked of people about their deals is "deal.…".

type Given = Pick<SegmentCondition, 'label' | 'operators' | 'where'>

function add(name: string, given: Given): void {
  segmentConditions.add(`deals.${name}`, {
    entity: 'deal',
    group: 'Deal',
    permission: 'deals:read',
    changedBy: ['deal.created', 'deal.updated', 'deal.moved', 'deal.won', 'deal.lost'],
    ...given,
  })
}

const part = (sql: string, bindings: SqlPart['bindings'] = []): SqlPart => ({ sql, bindings })
const minor = (label: string) => ({ label, shape: { kind: 'money' } as const })
const day = (label: string) => ({ label, shape: { kind: 'date' } as const })
/** An amount is in minor units of its currency, and compared with those of the same. */
const CURRENCY = {
  label: 'in',
  shape: {
    kind: 'choice',
    options: CURRENCIES.map((code) => ({ value: code, label: code })),
  } as const,
}
const amounts = (fields: Record<string, ReturnType<typeof minor>>): Operator['value'] => ({
  kind: 'fields',
  fields: { ...fields, currency: CURRENCY },
})

add('amount', {
  label: 'Amount',
  operators: {
    at_least: { label: 'is at least', value: amounts({ amount: minor('') }) },
    at_most: { label: 'is at most', value: amounts({ amount: minor('') }) },
    between: {
      label: 'is between',
      value: amounts({ from: minor(''), to: minor('and') }),
    },
  },
  where(operator, value, { alias }) {
    const { amount, from, to, currency } = value as Record<string, number | string>
    const same = `${alias}.currency = ? and ${alias}.amount_minor`
    if (operator === 'between')
      return part(`(${same} between ? and ?)`, [currency, ...ordered(from, to)])
    return part(`(${same} ${operator === 'at_least' ? '>=' : '<='} ?)`, [currency, amount])
  },
})

add('expected_close', {
  label: 'Expected close',
  operators: {
    next: { label: 'is in the next', value: { kind: 'days' } },
    between: {
      label: 'is between',
      value: { kind: 'fields', fields: { from: day(''), to: day('and') } },
    },
    after: { label: 'is on or after', value: { kind: 'date' } },
    before: { label: 'is before', value: { kind: 'date' } },
    ...KNOWN,
  },
  where: (operator, value, ctx) => closeSql(operator, value, ctx),
})

/** Days without a date stand last in the index of days, as the last one there is. */
const NO_DAY = '9999-12-31'

function closeSql(operator: string, value: unknown, ctx: ConditionContext): SqlPart {
  const day = `${ctx.alias}.close_sort`
  const known = `${day} < '${NO_DAY}'`
  switch (operator) {
    case 'next': {
      const today = DateTime.fromISO(ctx.now, { zone: ctx.timeZone })
      const last = today.plus({ days: Number(value) })
      return part(`(${day} between ?::date and ?::date)`, [today.toISODate(), last.toISODate()])
    }
    case 'between': {
      const { from, to } = value as { from: string; to: string }
      return part(`(${known} and ${day} between ?::date and ?::date)`, ordered(from, to))
    }
    case 'after':
      return part(`(${known} and ${day} >= ?::date)`, [value as string])
    case 'before':
      return part(`(${known} and ${day} < ?::date)`, [value as string])
    default:
      return part(operator === 'known' ? known : `${day} = '${NO_DAY}'`)
  }
}

/** Who gives the greater end first means the same. */
function ordered<T extends number | string>(one: T, other: T): [T, T] {
  return one <= other ? [one, other] : [other, one]
}

const record = (source: string): Operator['value'] => ({ kind: 'record', source, many: true })

for (const [name, label, column, source] of [
  ['owner', 'Owner', 'owner_id', 'members'],
  ['company', 'Company', 'company_id', 'companies'],
  ['contact', 'Contact', 'contact_id', 'contacts'],
] as const) {
  add(name, {
    label,
    operators: {
      any: { label: 'is any of', value: record(source) },
      none: { label: 'is none of', value: record(source) },
      ...KNOWN,
    },
    where: (operator, value, { alias }) =>
      oneOfSql({ table: 'deals', column, alias }, operator, value),
  })
}

const sources: Operator['value'] = {
  kind: 'choice',
  many: true,
  options: [
    { value: 'staff', label: 'Entered by hand' },
    { value: 'api', label: 'API' },
    { value: 'import', label: 'Import' },
    { value: 'demo', label: 'Demo data' },
  ],
}
add('source', {
  label: 'Source',
  operators: {
    any: { label: 'is any of', value: sources },
    none: { label: 'is none of', value: sources },
  },
  where: (operator, value, { alias }) =>
    oneOfSql({ table: 'deals', column: 'source', alias }, operator, value),
})

for (const [name, label, more] of [
  ['created_at', 'Added', {}],
  ['closed_at', 'Won or lost', KNOWN],
] as const) {
  add(name, {
    label,
    operators: { ...MOMENT, ...more },
    where: (operator, value, ctx) => momentSql(`${ctx.alias}.${name}`, operator, value, ctx),
  })
}
