import type { SqlPart } from '#core/registry/segment_conditions'

/** One question: a condition of the registry, how it is asked, and with what. */
export type Leaf = { condition: string; operator: string; value?: unknown }

/** Nested groups over conditions. An empty group is true. */
export type ConditionTree =
  { all: ConditionTree[] } | { any: ConditionTree[] } | { not: ConditionTree } | Leaf

export const EVERYBODY: ConditionTree = { all: [] }

export function isLeaf(tree: ConditionTree): tree is Leaf {
  return 'condition' in tree
}

/** The groups below a group. */
export function branches(tree: Exclude<ConditionTree, Leaf>): ConditionTree[] {
  if ('all' in tree) return tree.all
  if ('any' in tree) return tree.any
  return [tree.not]
}

/** All questions of a tree. */
export function leaves(tree: ConditionTree): Leaf[] {
  return isLeaf(tree) ? [tree] : branches(tree).flatMap(leaves)
}

/** Joins pieces of SQL with `and` or `or`; `fallback` stands for none. */
export function join(parts: SqlPart[], word: 'and' | 'or', fallback = 'true'): SqlPart {
  if (parts.length === 0) return { sql: fallback, bindings: [] }
  if (parts.length === 1) return parts[0]
  return {
    sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  }
}
