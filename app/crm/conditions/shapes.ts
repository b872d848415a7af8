import { DateTime } from 'luxon'
import type { ConditionContext, Operator, SqlPart } from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'

/** What can be asked of a word. */
export const TEXT: Record<string, Operator> = {
  is: { label: 'is', value: { kind: 'text' } },
  is_not: { label: 'is not', value: { kind: 'text' } },
  contains: { label: 'contains', value: { kind: 'text' } },
  begins: { label: 'begins with', value: { kind: 'text' } },
  known: { label: 'is known', value: { kind: 'none' } },
  unknown: { label: 'is not known', value: { kind: 'none' } },
}

/** What can be asked of a moment. Days begin in the organization's zone. */
export const MOMENT: Record<string, Operator> = {
  within: { label: 'in the last', value: { kind: 'days' } },
  before_last: { label: 'not in the last', value: { kind: 'days' } },
  after: { label: 'on or after', value: { kind: 'date' } },
  before: { label: 'before', value: { kind: 'date' } },
}

export const KNOWN: Record<string, Operator> = {
  known: { label: 'is known', value: { kind: 'none' } },
  unknown: { label: 'is not known', value: { kind: 'none' } },
}

/**
 * A question about a value that stands as `|name:value|` in the row's folded
 * `attributes`: one trigram index answers it for all of them. `column` is asked
 * whether anything is known.
 */
export function attributeSql(
  { name, column, alias }: { name: string; column: string; alias: string },
  operator: string,
  value: unknown
): SqlPart {
  const text = fold(String(value ?? '')).replaceAll('|', '/')
  const attributes = `${alias}.attributes`
  const named = `|${name}:${text}`
  switch (operator) {
    case 'is':
      return near(attributes, text, {
        sql: `strpos(${attributes}, ?) > 0`,
        bindings: [`${named}|`],
      })
    case 'is_not':
      return { sql: `strpos(${attributes}, ?) = 0`, bindings: [`${named}|`] }
    case 'begins':
      return near(attributes, text, { sql: `strpos(${attributes}, ?) > 0`, bindings: [named] })
    case 'contains':
      return near(attributes, text, {
        sql: `regexp_like(${attributes}, ?)`,
        bindings: [`\\|${name}:[^|]*${regexText(text)}`],
      })
    default:
      return knownSql(`${alias}.${column}`, operator, '')
  }
}

/**
 * The index looks for the value alone, whose letters are rarer than those of "city:"; the exact
 * question is put as a function, which no index takes up.
 */
function near(attributes: string, text: string, exact: SqlPart): SqlPart {
  if (text.length < 3) return exact
  return {
    sql: `(${attributes} like ? and ${exact.sql})`,
    bindings: [`%${likeText(text)}%`, ...exact.bindings],
  }
}

/** A text as it stands in a regular expression, taken literally. */
function regexText(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}

/** `known` and `unknown`; `empty` is a value that counts as unknown too. */
export function knownSql(column: string, operator: string, empty?: string): SqlPart {
  const filled =
    empty === undefined ? `${column} is not null` : `coalesce(${column}, '${empty}') <> '${empty}'`
  return { sql: operator === 'known' ? filled : `not (${filled})`, bindings: [] }
}

/** A question about a timestamptz expression. */
export function momentSql(
  column: string,
  operator: string,
  value: unknown,
  ctx: ConditionContext
): SqlPart {
  switch (operator) {
    case 'within':
      return { sql: `${column} > ?::timestamptz`, bindings: [daysAgo(Number(value), ctx)] }
    case 'before_last':
      return { sql: `${column} <= ?::timestamptz`, bindings: [daysAgo(Number(value), ctx)] }
    case 'after':
      return { sql: `${column} >= ?::timestamptz`, bindings: [dayStart(String(value), ctx)] }
    case 'before':
      return { sql: `${column} < ?::timestamptz`, bindings: [dayStart(String(value), ctx)] }
    default:
      return knownSql(column, operator)
  }
}

/** When "in the last n days" turns for a moment: n days after it, while that is to come. */
export function momentTurnsAt(
  column: string,
  operator: string,
  value: unknown,
  ctx: ConditionContext
): SqlPart | null {
  if (operator !== 'within' && operator !== 'before_last') return null
  // Hours, not days: a day of Postgres is 23 or 25 hours long where clocks are changed.
  const at = `(${column} + ? * interval '24 hours')`
  return {
    sql: `(case when ${at} > ?::timestamptz then ${at} end)`,
    bindings: [Number(value), ctx.now, Number(value)],
  }
}

/** A moment so many times 24 hours before now, ISO 8601. */
export function daysAgo(days: number, ctx: ConditionContext): string {
  return DateTime.fromISO(ctx.now, { zone: 'utc' })
    .minus({ hours: days * 24 })
    .toISO()!
}

function dayStart(date: string, ctx: ConditionContext): string {
  return DateTime.fromISO(date, { zone: ctx.timeZone }).startOf('day').toUTC().toISO()!
}

/** One of, or none of, chosen values of a column that holds one. */
export function oneOfSql(column: string, operator: string, value: unknown): SqlPart {
  const list = value as string[]
  if (operator === 'any') return { sql: `${column} = any(?)`, bindings: [list] }
  if (operator === 'none') return { sql: `(${column} = any(?)) is not true`, bindings: [list] }
  return knownSql(column, operator)
}

/** Rows of a table that names the tested row in `column`: exists per row, or gathered once. */
export function relatedSql(
  {
    from,
    column,
    where,
    isNot = false,
  }: { from: string; column: string; where: SqlPart; isNot?: boolean },
  ctx: ConditionContext
): SqlPart {
  const not = isNot ? 'not ' : ''
  const condition = `organization_id = ? and ${where.sql}`
  const bindings = [ctx.organizationId, ...where.bindings]
  if (ctx.isFew || isNot) {
    return {
      sql: `${not}exists (select 1 from ${from} where ${column} = ${ctx.alias}.id and ${condition})`,
      bindings,
    }
  }
  return { sql: `${ctx.alias}.id in (select ${column} from ${from} where ${condition})`, bindings }
}
