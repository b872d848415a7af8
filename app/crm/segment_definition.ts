import { Refusal } from '#core/http/refusal'
import { type Conditions, conditionsOf } from '#crm/conditions/catalogue'
import { type Asker, checkTree } from '#crm/conditions/check'
import { changedBy, compile, contextOf, turnsAt } from '#crm/conditions/compile'
import { describe } from '#crm/conditions/describe'
import { type ConditionTree, leaves } from '#crm/conditions/tree'

/** The condition by which segments ask for segments. */
export const MEMBERSHIP = 'segment.member'

/** What the engine keeps of a definition beside it. */
export type Definition = {
  definition: ConditionTree
  summary: string
  changedBy: string[]
  dependsOn: string[]
  turns: boolean
}

/**
 * Checks a tree as somebody gave it and reads from it what the engine needs.
 * Throws Refusal (422) where it is not well-formed, or asks what they may not ask.
 */
export async function readDefinition(given: unknown, asker: Asker | null): Promise<Definition> {
  const known = await conditionsOf('contact')
  const tree = checkTree(given, known, asker)
  return {
    definition: tree,
    summary: await describe(tree, known),
    changedBy: [...changedBy(tree, known)].sort(),
    dependsOn: segmentsIn(tree),
    turns: turnsAt(tree, known, contextOf('c', { isFew: true })) !== null,
  }
}

/** Ids of the segments that a tree asks for. */
export function segmentsIn(tree: ConditionTree): string[] {
  const ids = leaves(tree)
    .filter((leaf) => leaf.condition === MEMBERSHIP)
    .flatMap((leaf) => leaf.value as string[])
  return [...new Set(ids)]
}

/**
 * Throws Refusal (422) when a segment would ask for itself, directly or through
 * others, or for one that is not there. `others` are all present segments.
 */
export function refuseCycle(
  id: string | null,
  dependsOn: string[],
  others: { id: string; name: string; dependsOn: string[] }[]
): void {
  const byId = new Map(others.map((one) => [one.id, one]))
  const visit = (ids: string[], way: string[]) => {
    for (const next of ids) {
      if (next === id) {
        const through = way.length > 0 ? ` through “${way.join('” and “')}”` : ''
        throw refusal(`A segment cannot ask for itself${through}`)
      }
      const segment = byId.get(next)
      if (!segment) throw refusal('A segment that is asked for is not there any more')
      // What was saved has no cycle: the way is finite.
      visit(segment.dependsOn, [...way, segment.name])
    }
  }
  visit(dependsOn, [])
}

/** Why a stored tree cannot be asked any more; null when it can. */
export function problemOf(tree: ConditionTree, known: Conditions): string | null {
  try {
    compile(tree, known, contextOf('c'))
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

function refusal(message: string): Refusal {
  return new Refusal(message, { code: 'E_SEGMENT_CYCLE', field: 'definition' })
}
