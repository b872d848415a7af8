import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { tellStaff } from '#identity/staff_channels'
import RunMerges from '#crm/jobs/run_merges'
import { actingUser } from '#crm/merging'
import {
  askForUndo,
  endUndo,
  holdUndo,
  noteStaying,
  type RunLine,
  runLines,
  standingMerges,
} from '#crm/queries/merge_run_undos'
import { UNDO_DAYS, unmerge } from '#crm/unmerging'

/** Merges that are taken back between two looks at whether somebody stopped it. */
const BATCH = 50

/** The newest bulk merges, each with what of it can be or was undone. */
export function latestRuns(limit: number): Promise<RunLine[]> {
  return runLines(clock.now().minus({ days: UNDO_DAYS }).toISO(), limit)
}

/** Takes all merges of a bulk merge back, in the background, each from its journal. Throws Refusal (409). */
export async function undoRunLater(runId: string): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await askForUndo(runId, actingUser(), trx))) {
      throw new Refusal('A bulk merge is under way. Wait for its end, or stop it.', {
        code: 'E_MERGE_RUNS',
        status: 409,
      })
    }
    await tellStaff('contacts', 'duplicates', trx)
    trx.after('commit', () => RunMerges.enqueue({ runId }))
  })
}

/**
 * Takes the merges of a run back, the latest first, each in a transaction of its own: what cannot be taken back stays,
 * with the reason. Ends early, to go on later, when somebody stops it.
 */
export async function performUndo(runId: string): Promise<void> {
  for (;;) {
    if (!(await holdUndo(runId))) return
    const ids = await standingMerges(runId, BATCH)
    if (ids.length === 0) return endUndo(runId)
    for (const id of ids) await undoOne(id)
    await tellStaff('contacts', 'duplicates')
  }
}

async function undoOne(mergeId: string): Promise<void> {
  try {
    await unmerge(mergeId)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Somebody else undid it in the same moment: that is what was wanted.
    if (error.code !== 'E_MERGE_UNDONE') await noteStaying(mergeId, error.message)
  }
}
