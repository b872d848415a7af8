import { Tenant } from '#core/tenancy/tenant'
import { conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf } from '#crm/conditions/compile'
import { describe } from '#crm/conditions/describe'
import { branches, type ConditionTree, isLeaf, leaves } from '#crm/conditions/tree'
import type Segment from '#crm/models/segment'
import { zoneOf } from '#crm/queries/segment_graph'
import { answersFor, memberSince } from '#crm/queries/segment_reasons'

/** A node of a definition with its answer for one contact; leaves say in words what they ask. */
export type Reason = {
  kind: 'all' | 'any' | 'not' | 'condition'
  holds: boolean
  text: string | null
  parts: Reason[]
}

export type Explanation = {
  /** ISO 8601 since when they are in it; null when they are not. */
  since: string | null
  isLiving: boolean
  /** Null for static lists, where there is nothing to ask. */
  reason: Reason | null
}

/** Why a contact is in a segment or not, condition by condition; null when there is no such contact. */
export async function explain(segment: Segment, contactId: string): Promise<Explanation | null> {
  const known = await conditionsOf('contact')
  const ctx = contextOf('c', { isFew: true, timeZone: await zoneOf(Tenant.id()) })
  const asked = segment.isDynamic ? leaves(segment.tree) : []
  const answered = await answersFor(
    contactId,
    asked.map((leaf) => compile(leaf, known, ctx))
  )
  if (!answered) return null
  const texts = await Promise.all(asked.map((leaf) => describe(leaf, known)))
  const since = await memberSince(segment.id, contactId)
  return {
    since: since?.toISOString() ?? null,
    isLiving: answered.isLiving,
    reason: segment.isDynamic ? reasonOf(segment.tree, answered.answers, texts) : null,
  }
}

/** `answers` and `texts` are of the leaves, in their order. */
export function reasonOf(tree: ConditionTree, answers: boolean[], texts: string[]): Reason {
  let next = 0
  const visit = (node: ConditionTree): Reason => {
    if (isLeaf(node)) {
      const n = next++
      return { kind: 'condition', holds: answers[n], text: texts[n], parts: [] }
    }
    const parts = branches(node).map(visit)
    if ('not' in node) return { kind: 'not', holds: !parts[0].holds, text: null, parts }
    const kind = 'all' in node ? 'all' : 'any'
    const holds =
      parts.length === 0 ||
      (kind === 'all' ? parts.every((part) => part.holds) : parts.some((part) => part.holds))
    return { kind, holds, text: null, parts }
  }
  return visit(tree)
}
