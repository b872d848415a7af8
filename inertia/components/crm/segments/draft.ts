import {
  type ConditionForm,
  isComplete,
  isLeaf,
  type Leaf,
  operatorOf,
  type Tree,
} from '~/components/crm/filters/types'

/** A definition while it is edited: "none of" is a group of its own, and every node has a key. */
export type DraftGroup = { key: number; mode: 'all' | 'any' | 'none'; items: DraftNode[] }
export type DraftLeaf = { key: number; leaf: Leaf }
export type DraftNode = DraftGroup | DraftLeaf

/** Groups within groups, at most; the server allows one more for "none of". */
export const DEEPEST = 3

let keys = 0

export const isGroup = (node: DraftNode): node is DraftGroup => 'items' in node
export const newGroup = (mode: DraftGroup['mode'], items: DraftNode[] = []): DraftGroup => ({
  key: ++keys,
  mode,
  items,
})
export const newLeaf = (leaf: Leaf): DraftLeaf => ({ key: ++keys, leaf })

/** The whole definition as one group. */
export function draftOf(tree: Tree): DraftGroup {
  const node = nodeOf(tree)
  return isGroup(node) ? node : newGroup('all', [node])
}

function nodeOf(tree: Tree): DraftNode {
  if (isLeaf(tree)) return newLeaf(tree)
  if ('all' in tree) return newGroup('all', tree.all.map(nodeOf))
  if ('any' in tree) return newGroup('any', tree.any.map(nodeOf))
  const inner = tree.not
  return newGroup(
    'none',
    !isLeaf(inner) && 'any' in inner ? inner.any.map(nodeOf) : [nodeOf(inner)]
  )
}

/** The definition that the server gets. Empty groups ask nothing and are left out. */
export function treeOf(group: DraftGroup): Tree {
  const parts = group.items
    .filter((node) => !isGroup(node) || !isEmpty(node))
    .map((node) => (isGroup(node) ? treeOf(node) : node.leaf))
  if (group.mode === 'all') return { all: parts }
  if (group.mode === 'any') return { any: parts }
  return { not: { any: parts } }
}

export function isEmpty(group: DraftGroup): boolean {
  return group.items.every((node) => isGroup(node) && isEmpty(node))
}

/** Whether every condition has what it needs, so that the server can be asked. */
export function isReady(group: DraftGroup, forms: ConditionForm[]): boolean {
  return group.items.every((node) =>
    isGroup(node)
      ? isReady(node, forms)
      : isComplete(operatorOf(forms, node.leaf)?.value, node.leaf.value)
  )
}
