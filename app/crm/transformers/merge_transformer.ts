import { BaseTransformer } from '@adonisjs/core/transformers'
import { clock } from '#core/clock/clock'
import { contactReferences } from '#core/registry/contact_references'
import type Merge from '#crm/models/merge'
import { nameOf } from '#crm/merging'
import { UNDO_DAYS } from '#crm/unmerging'

export default class MergeTransformer extends BaseTransformer<Merge> {
  toObject() {
    const { id, winnerId, winnerAfter, loserBefore, state, moved, kept, mergedAt, undoneAt } =
      this.resource
    return {
      id,
      winnerId,
      winner: nameOf(winnerAfter),
      loser: nameOf(loserBefore),
      loserEmail: (loserBefore.email as string | null) ?? null,
      state,
      moved: Object.entries(moved).flatMap(([key, count]) => {
        const label = contactReferences.get(key)?.label
        return label ? [`${count} ${count === 1 ? label.one : label.many}`] : []
      }),
      kept,
      /** Why it stayed when its bulk merge was undone. */
      undoProblem: state === 'merged' ? (this.resource.undoProblem ?? null) : null,
      at: mergedAt.toISO()!,
      undoneAt: undoneAt?.toISO() ?? null,
      canUndo: state === 'merged' && clock.now() < mergedAt.plus({ days: UNDO_DAYS }),
    }
  }
}
