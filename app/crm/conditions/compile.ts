import { clock } from '#core/clock/clock'
import type {
  ConditionContext,
  ConditionSql,
  SqlPart,
  Walk,
} from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { Conditions } from '#crm/conditions/catalogue'
import { branches, type ConditionTree, isLeaf, join, leaves } from '#crm/conditions/tree'

/** Context of a question asked now, of rows under `alias`. */
export function contextOf(alias: string, more: Partial<ConditionContext> = {}): ConditionContext {
  return {
    organizationId: Tenant.id(),
    alias,
    isFew: false,
    now: clock.now().toISO(),
    timeZone: 'UTC',
    ...more,
  }
}

/**
 * Boolean SQL for a tree that `checkTree()` let pass. The caller adds the tenant
 * and, with `PLAN_AFRESH`, keeps the statement from being prepared.
 */
export function compile(tree: ConditionTree, known: Conditions, ctx: ConditionContext): SqlPart {
  if (isLeaf(tree)) return known.get(tree.condition).where(tree.operator, tree.value, ctx)
  if ('any' in tree && ctx.isGathering && tree.any.length > 1) return gathered(tree.any, known, ctx)
  // Beside an "or" or below a "not" Postgres cannot join with what was gathered, and would look through it row by row.
  const isJoined = 'all' in tree || ('any' in tree && tree.any.length === 1)
  const inner = isJoined ? ctx : { ...ctx, isFew: true }
  const parts = branches(tree).map((branch) => compile(branch, known, inner))
  if ('all' in tree) return join(parts, 'and')
  // "Any of nothing" filters nothing either: an empty group in an editor hides nobody.
  if ('any' in tree) return join(parts, 'or')
  const [{ sql, bindings }] = parts
  // Unknown counts as no, so its negation is yes: nobody is on neither side.
  return { sql: `(${sql}) is not true`, bindings }
}

/** A walk for one of the questions, and what else is asked of those along it. */
export type Lane = { walk: Walk; rest: SqlPart }

/** Indexes along which everybody who fits stands: those of the questions that all must be answered with yes. */
export function lanesOf(tree: ConditionTree, known: Conditions, ctx: ConditionContext): Lane[] {
  const needed = allOf(tree)
  const parts = needed.map((one): ConditionSql =>
    isLeaf(one)
      ? known.get(one.condition).where(one.operator, one.value, ctx)
      : compile(one, known, ctx)
  )
  return parts.flatMap(({ walk }, n) =>
    walk ? [{ walk, rest: join(parts.toSpliced(n, 1), 'and') }] : []
  )
}

/** The parts of a tree that must all hold. */
function allOf(tree: ConditionTree): ConditionTree[] {
  return 'all' in tree ? tree.all.flatMap(allOf) : [tree]
}

const TABLES = { contact: 'contacts', company: 'companies', deal: 'deals' } as const

/** Each side of an "or" by its own indexes, then all of them together: one scan over all rows would ask each. */
function gathered(sides: ConditionTree[], known: Conditions, ctx: ConditionContext): SqlPart {
  const alias = `${ctx.alias}o`
  const [leaf] = sides.flatMap(leaves)
  if (!leaf) return { sql: 'true', bindings: [] }
  const table = TABLES[known.get(leaf.condition).entity]
  const parts = sides.map((side) => compile(side, known, { ...ctx, alias }))
  return {
    sql: `${ctx.alias}.id in (${parts
      .map(
        ({ sql }) =>
          `select ${alias}.id from ${table} ${alias} where ${alias}.organization_id = ? and ${alias}.deleted_at is null and ${sql}`
      )
      .join(' union all ')})`,
    bindings: parts.flatMap(({ bindings }) => [ctx.organizationId, ...bindings]),
  }
}

/** Types of events after which a contact may stand on the other side. */
export function changedBy(tree: ConditionTree, known: Conditions): Set<string> {
  return new Set(
    leaves(tree).flatMap(({ condition, operator, value }) => {
      const types = known.get(condition).changedBy
      return typeof types === 'function' ? types(operator, value) : types
    })
  )
}

/** SQL for the next moment at which time alone may turn a row's answer; null when it never does. */
export function turnsAt(
  tree: ConditionTree,
  known: Conditions,
  ctx: ConditionContext
): SqlPart | null {
  const parts = leaves(tree).flatMap((leaf) => {
    const condition = known.get(leaf.condition)
    return condition.turnsAt?.(leaf.operator, leaf.value, ctx) ?? []
  })
  if (parts.length === 0) return null
  return {
    sql: `least(${parts.map(({ sql }) => sql).join(', ')})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  }
}
