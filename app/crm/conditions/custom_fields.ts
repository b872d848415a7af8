import { DateTime } from 'luxon'
import type {
  Choice,
  ConditionContext,
  Operator,
  SegmentCondition,
  SqlPart,
} from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'
import { referenceOf } from '#crm/custom_values'
import type CustomField from '#crm/models/custom_field'
import { KNOWN, relatedSql, TEXT } from '#crm/conditions/shapes'

const NUMBER = (kind: 'number' | 'money'): Record<string, Operator> => ({
  is: { label: 'is', value: { kind } },
  more: { label: 'is more than', value: { kind } },
  less: { label: 'is less than', value: { kind } },
  between: {
    label: 'is between',
    value: {
      kind: 'fields',
      fields: { from: { label: 'from', shape: { kind } }, to: { label: 'to', shape: { kind } } },
    },
  },
  ...KNOWN,
})

const DATE: Record<string, Operator> = {
  is: { label: 'is', value: { kind: 'date' } },
  after: { label: 'is after', value: { kind: 'date' } },
  before: { label: 'is before', value: { kind: 'date' } },
  between: {
    label: 'is between',
    value: {
      kind: 'fields',
      fields: {
        from: { label: '', shape: { kind: 'date' } },
        to: { label: 'and', shape: { kind: 'date' } },
      },
    },
  },
  within: { label: 'is in the last', value: { kind: 'days' } },
  next: { label: 'is in the next', value: { kind: 'days' } },
  ...KNOWN,
}

/** A condition per custom field, by `custom.<key>`. */
export function customConditions(fields: CustomField[]): [string, SegmentCondition][] {
  return fields.map((field) => [
    `custom.${field.key}`,
    {
      entity: field.entity,
      label: field.label,
      group: 'Own fields',
      permission: `${field.entity === 'company' ? 'companies' : `${field.entity}s`}:read`,
      operators: operatorsOf(field),
      hint: hintOf(field),
      changedBy: [`${field.entity}.updated`, `${field.entity}.created`],
      where: (operator, value, ctx) => fieldSql(field, operator, value, ctx),
      turnsAt: (operator, value, ctx) => dayTurnsAt(field, operator, value, ctx),
    },
  ])
}

function operatorsOf(field: CustomField): Record<string, Operator> {
  const isIndexed = field.indexState === 'ready'
  switch (field.type) {
    case 'number':
    case 'money':
      return isIndexed ? NUMBER(field.type) : KNOWN
    case 'date':
      return isIndexed ? DATE : { is: DATE.is, ...KNOWN }
    case 'boolean':
      return {
        yes: { label: 'is yes', value: { kind: 'none' } },
        no: { label: 'is no', value: { kind: 'none' } },
        ...KNOWN,
      }
    case 'select':
    case 'multi_select':
      return {
        any: { label: 'is any of', value: choice(field) },
        none: { label: 'is none of', value: choice(field) },
        ...KNOWN,
      }
    case 'reference':
      return {
        any: { label: 'is', value: record(field) },
        none: { label: 'is not', value: record(field) },
        ...KNOWN,
      }
    default:
      return isIndexed ? TEXT : { is: { ...TEXT.is, label: 'is exactly' }, ...KNOWN }
  }
}

/** Without the folded copies every record would have to be read to find a word within its value. */
function hintOf({ type, label, indexState }: CustomField): string | undefined {
  if (type === 'long_text')
    return 'Long texts are not searched for words: use a text field for that.'
  if ((type !== 'text' && type !== 'url') || indexState === 'ready') return undefined
  if (indexState === 'building')
    return `“${label}” is being made searchable. Then “contains” and “begins with” are here too.`
  return `For “contains”, “begins with” and capital letters that do not matter, make “${label}” sortable and searchable under Settings, Fields.`
}

const choice = (field: CustomField): Operator['value'] => ({
  kind: 'choice',
  many: true,
  options: field.options as Choice[],
})

/** Entries of `choiceSources` that find what references point at. */
const SOURCES = { contact: 'contacts', company: 'companies', deal: 'deals', member: 'members' }

const record = (field: CustomField): Operator['value'] => ({
  kind: 'record',
  source: SOURCES[referenceOf(field)],
  many: true,
})

function fieldSql(
  field: CustomField,
  operator: string,
  value: unknown,
  ctx: ConditionContext
): SqlPart {
  const { key, type } = field
  const custom = `${ctx.alias}.custom`
  const holds = (one: unknown): SqlPart => ({
    sql: `${custom} @> ?::jsonb`,
    bindings: [JSON.stringify({ [key]: one })],
  })
  if (operator === 'known') return { sql: `jsonb_exists(${custom}, ?)`, bindings: [key] }
  if (operator === 'unknown') return { sql: `not jsonb_exists(${custom}, ?)`, bindings: [key] }
  if (operator === 'yes' || operator === 'no') return holds(operator === 'yes')
  if (operator === 'any' || operator === 'none') {
    const parts = (value as string[]).map((one) => holds(type === 'multi_select' ? [one] : one))
    const any = `(${parts.map(({ sql }) => sql).join(' or ')})`
    return {
      sql: operator === 'any' ? any : `not ${any}`,
      bindings: parts.flatMap(({ bindings }) => bindings),
    }
  }
  if (field.indexState !== 'ready') {
    return operator === 'is' ? holds(value) : plainSql(`${custom} ->> ?`, key, operator, value)
  }
  // Who has no value is not that value either.
  const isNot = operator === 'is_not'
  const where = valueSql(field, operator, value, ctx)
  return relatedSql(
    {
      from: 'field_values',
      column: 'record_id',
      where,
      isNot,
      walk: { where: { sql: 'field_id = ?', bindings: [field.id] }, fits: where },
    },
    ctx
  )
}

/** What was asked while there were typed copies keeps its meaning without them, row by row. */
function plainSql(text: string, key: string, operator: string, value: unknown): SqlPart {
  const words = `warren_fold(${text})`
  const given = fold(String(value))
  switch (operator) {
    case 'contains':
      return { sql: `strpos(${words}, ?) > 0`, bindings: [key, given] }
    case 'begins':
      return { sql: `starts_with(${words}, ?)`, bindings: [key, given] }
    default:
      return { sql: `${words} is distinct from ?`, bindings: [key, given] }
  }
}

/** First and last value of an operator that asks for a range; null for the others. Today is within each. */
function rangeOf(
  operator: string,
  value: unknown,
  { now, timeZone }: ConditionContext
): [string | number, string | number] | null {
  const today = DateTime.fromISO(now, { zone: timeZone })
  const day = (days: number) => today.plus({ days }).toISODate()!
  if (operator === 'within') return [day(-Number(value)), day(0)]
  if (operator === 'next') return [day(0), day(Number(value))]
  if (operator !== 'between') return null
  const { from, to } = value as { from: string | number; to: string | number }
  // Who gives the greater end first means the same.
  return from <= to ? [from, to] : [to, from]
}

/** When "in the last" or "in the next n days" turns: as a day begins, once to fit and once not to any more. */
function dayTurnsAt(
  { id }: CustomField,
  operator: string,
  value: unknown,
  { alias, organizationId, now, timeZone }: ConditionContext
): SqlPart | null {
  if (operator !== 'within' && operator !== 'next') return null
  const days = Number(value)
  const turns = operator === 'within' ? [0, days + 1] : [-days, 1]
  return {
    sql: `(select min(t.at) from field_values v cross join lateral (values
             ((v.date_value + ?::int)::timestamp at time zone ?), ((v.date_value + ?::int)::timestamp at time zone ?)) t (at)
           where v.organization_id = ? and v.field_id = ? and v.record_id = ${alias}.id and t.at > ?::timestamptz)`,
    bindings: [...turns.flatMap((after) => [after, timeZone]), organizationId, id, now],
  }
}

/** Over the typed copies in field_values. */
function valueSql(
  { id, type }: CustomField,
  operator: string,
  value: unknown,
  ctx: ConditionContext
): SqlPart {
  if (type === 'number' || type === 'money' || type === 'date') {
    const column = type === 'date' ? 'date_value' : 'number_value'
    const cast = type === 'date' ? '?::date' : '?::numeric'
    const range = rangeOf(operator, value, ctx)
    if (range) {
      return {
        sql: `field_id = ? and ${column} between ${cast} and ${cast}`,
        bindings: [id, ...range],
      }
    }
    const sign = { more: '>', after: '>', less: '<', before: '<' }[operator] ?? '='
    return { sql: `field_id = ? and ${column} ${sign} ${cast}`, bindings: [id, value as string] }
  }
  const text = fold(String(value)).slice(0, 200)
  switch (operator) {
    case 'contains':
      return { sql: 'field_id = ? and text_value like ?', bindings: [id, `%${likeText(text)}%`] }
    case 'begins':
      return { sql: 'field_id = ? and text_value like ?', bindings: [id, `${likeText(text)}%`] }
    default:
      return { sql: 'field_id = ? and text_value = ?', bindings: [id, text] }
  }
}
