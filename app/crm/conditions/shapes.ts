import { DateTime } from 'luxon'
import type {
  ConditionContext,
  ConditionSql,
  Operator,
  SqlPart,
  Walk,
} from '#core/registry/segment_conditions'
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

/** Ways to ask that stand in what was saved and are not offered any more. */
export function old(operators: Record<string, Operator>): Record<string, Operator> {
  return Object.fromEntries(
    Object.entries(operators).map(([name, operator]) => [name, { ...operator, isOld: true }])
  )
}

export const KNOWN: Record<string, Operator> = {
  known: { label: 'is known', value: { kind: 'none' } },
  unknown: { label: 'is not known', value: { kind: 'none' } },
}

/**
 * A question about a value that stands as `|$value|` in the row's folded `attributes`, the sign for
 * its column before it: one trigram index answers it for all of them. `column` is asked whether
 * anything is known.
 */
export function attributeSql(
  { sign, column, alias }: { sign: string; column: string; alias: string },
  operator: string,
  value: unknown
): SqlPart {
  const text = fold(String(value ?? '')).replaceAll('|', '/')
  const attributes = `${alias}.attributes`
  const named = `|${sign}${text}`
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
        bindings: [`\\|${regexText(sign)}[^|]*${regexText(text)}`],
      })
    default:
      return knownSql(`${alias}.${column}`, operator, '')
  }
}

/** The same of a name, which is among the words of the row's `search`. */
export function nameSql(
  { column, alias }: { column: string; alias: string },
  operator: string,
  value: unknown
): SqlPart {
  const text = fold(String(value ?? ''))
  const search = `${alias}.search`
  const name = `warren_fold(${alias}.${column})`
  switch (operator) {
    case 'is':
      return near(search, text, { sql: `${name} = ?`, bindings: [text] })
    case 'is_not':
      return { sql: `${name} <> ?`, bindings: [text] }
    case 'begins':
      return near(search, text, { sql: `starts_with(${name}, ?)`, bindings: [text] })
    case 'contains':
      return near(search, text, { sql: `strpos(${name}, ?) > 0`, bindings: [text] })
    default:
      return knownSql(`${alias}.${column}`, operator, '')
  }
}

/**
 * The index looks for the value alone, so that it need not stand at the beginning; the exact
 * question is put as a function, which no index takes up.
 */
function near(words: string, text: string, exact: SqlPart): SqlPart {
  if (text.length < 3) return exact
  return {
    sql: `(${words} like ? and ${exact.sql})`,
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

/** A column that is a value, where (organization_id, column, id) is an index over the living. */
export function sameSql(
  { table, column, alias }: { table: string; column: string; alias: string },
  value: string
): ConditionSql {
  return {
    sql: `${alias}.${column} = ?`,
    bindings: [value],
    walk: {
      from: table,
      id: 'id',
      where: { sql: `deleted_at is null and ${column} = ?`, bindings: [value] },
    },
  }
}

/** One of, or none of, chosen values of a column that holds one, with an index as `sameSql` wants it. */
export function oneOfSql(
  { table, column: name, alias }: { table: string; column: string; alias: string },
  operator: string,
  value: unknown
): ConditionSql {
  const column = `${alias}.${name}`
  const list = value as string[]
  if (operator === 'any' && list.length === 1)
    return sameSql({ table, column: name, alias }, list[0])
  if (operator === 'any') return { sql: `${column} = any(?)`, bindings: [list] }
  if (operator === 'none') return { sql: `(${column} = any(?)) is not true`, bindings: [list] }
  return knownSql(column, operator)
}

/** `column = ?` for one chosen value, `= any(?)` for several. */
export function amongSql(column: string, values: string[]): SqlPart {
  return values.length === 1
    ? { sql: `${column} = ?`, bindings: values }
    : { sql: `${column} = any(?)`, bindings: [values] }
}

/** Along an index over (organization_id, column, record): of one chosen value alone, several would not stand in order. */
export function oneWalk(column: string, values: string[]): Pick<Walk, 'where'> | undefined {
  return values.length === 1 ? { where: amongSql(column, values) } : undefined
}

/** Rows of a table that names the tested row in `column`: exists per row, or gathered once. */
export function relatedSql(
  {
    from,
    column,
    where,
    isNot = false,
    walk,
  }: {
    from: string
    column: string
    where: SqlPart
    isNot?: boolean
    /** Where an index over `from` gives those who fit in the order of `column`, each once. */
    walk?: Pick<Walk, 'where' | 'fits'>
  },
  ctx: ConditionContext
): ConditionSql {
  const not = isNot ? 'not ' : ''
  const condition = `organization_id = ? and ${where.sql}`
  const bindings = [ctx.organizationId, ...where.bindings]
  const walks = walk && !isNot ? { walk: { from, id: column, ...walk } } : {}
  if (ctx.isFew || isNot) {
    // An offset keeps Postgres from making a join of it, which would read all that fit and lose the order.
    const asked = ctx.isProbed && !walk ? ' offset 0' : ''
    return {
      sql: `${not}exists (select 1 from ${from} where ${column} = ${ctx.alias}.id and ${condition}${asked})`,
      bindings,
      ...walks,
    }
  }
  return {
    sql: `${ctx.alias}.id in (select ${column} from ${from} where ${condition})`,
    bindings,
    ...walks,
  }
}
