import { clock } from '#core/clock/clock'
import type { ConditionContext, SqlPart } from '#core/registry/segment_conditions'
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
  const parts = branches(tree).map((branch) => compile(branch, known, ctx))
  if ('all' in tree) return join(parts, 'and')
  // "Any of nothing" filters nothing either: an empty group in an editor hides nobody.
  if ('any' in tree) return join(parts, 'or')
  const [{ sql, bindings }] = parts
  // Unknown counts as no, so its negation is yes: nobody is on neither side.
  return { sql: `(${sql}) is not true`, bindings }
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
