import { Registry } from '#core/registry/registry'
import type { Binding } from '#core/database/sql'

/** A piece of SQL with `?` for its bindings, which come in the order of the question marks. */
export type SqlPart = { sql: string; bindings: Binding[] }

/**
 * An index that gives the ids of all that fit one after the other: rows of `from` (alias w), whose column `id`
 * names the record. `where` fixes every column of the index before it; `fits` is what else is asked of its rows.
 */
export type Walk = { from: string; id: string; where: SqlPart; fits?: SqlPart }

/** A condition as SQL; with `walk`, a page of those who fit is read without looking at all of them. */
export type ConditionSql = SqlPart & { walk?: Walk }

/** What a person picks beside an operator; the editor shows the right control for it. */
export type ValueShape =
  | { kind: 'none' }
  | { kind: 'text' }
  | { kind: 'number'; unit?: string }
  | { kind: 'money' }
  | { kind: 'date' }
  | { kind: 'days' }
  | { kind: 'choice'; options: Choice[]; many?: boolean }
  /** Chosen from what a search finds: `source` names an entry of `choiceSources`. */
  | { kind: 'record'; source: string; many?: boolean }
  /** Several values by name, e.g. `{ times: number, days: days }`. */
  | { kind: 'fields'; fields: Record<string, { label: string; shape: ValueShape }> }

export type Choice = { value: string; label: string; color?: string }

/** `isOld`: still answered where it stands, and offered nowhere else. */
export type Operator = { label: string; value: ValueShape; isOld?: boolean }

/** Where a condition is asked. */
export type ConditionContext = {
  organizationId: string
  /** SQL alias of the row under test. */
  alias: string
  /**
   * Whether a handful of rows is tested (a change of theirs) rather than all: then probe per row
   * (correlated), else gather the set once (`id in (select ...)`).
   */
  isFew: boolean
  /** Beside `isFew`: the rows come in order and only some of them are wanted, so nothing may be gathered for them. */
  isProbed?: boolean
  /** Whether few of all rows are expected: then each side of an "or" is found by itself. */
  isGathering?: boolean
  /** Business time of the question, ISO 8601. */
  now: string
  /** IANA zone in which days begin. */
  timeZone: string
}

/**
 * Something that can be asked of a contact (or a company), e.g. "bought" with
 * the operators "any of" and "never". Lists filter by it and segments are made
 * of it; the same SQL answers both.
 */
export type SegmentCondition = {
  entity: 'contact' | 'company' | 'deal'
  label: string
  /** Heading under which the editor lists it: `Contact`, `Orders`, `Courses`. */
  group: string
  icon?: string
  /** Why it cannot be asked in a way that people look for, and what to do about it. */
  hint?: string
  /** Permission of config/roles.yaml that somebody needs to ask. */
  permission: string
  operators: Record<string, Operator>
  /** Boolean SQL over `ctx.alias`. Values are checked against the operator's shape before. */
  where(operator: string, value: unknown, ctx: ConditionContext): ConditionSql
  /** Types of events after which the answer for the event's contact may be another; '*' for any. */
  changedBy: string[] | ((operator: string, value: unknown) => string[])
  /**
   * When time alone may turn the answer: SQL for the next such moment of the row
   * under test (timestamptz, null for never), given the operator and value.
   */
  turnsAt?(operator: string, value: unknown, ctx: ConditionContext): SqlPart | null
}

/** By stable key, `<group>.<name>`: stored in segments, views and automations. */
export const segmentConditions = new Registry<SegmentCondition>('segment condition')

/** Finds records for a condition's value, and names those that are chosen: courses, products, tags. */
export type ChoiceSource = {
  permission: string
  /** At most 20. */
  search(text: string): Promise<Choice[]>
  named(ids: string[]): Promise<Choice[]>
}

export const choiceSources = new Registry<ChoiceSource>('choice source')
