import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { Context } from '#core/context'
import { tellStaff } from '#identity/staff_channels'
import SendRunFinished from '#messaging/events/send_run_finished'
import { freezeRun } from '#messaging/ledger/freezing'
import { REASON } from '#messaging/ledger/states'
import {
  countDue,
  hasBatches,
  insertLater,
  lockStranded,
  releaseStranded,
  strandedBatches,
  type Batch,
} from '#messaging/queries/send_batches'
import { rescueInFlight } from '#messaging/queries/send_chunks'
import { lockRun, openNumbers, setRunState, strandedRuns } from '#messaging/queries/send_runs'

/**
 * Ends a run when all its rows are at an end, and never because nothing was found to do: rows that no batch holds any
 * more get one. True when it ended.
 */
export async function finishRun(id: number): Promise<boolean> {
  return db.transaction(async (trx) => {
    const run = await lockRun(id, trx)
    if (run?.state !== 'sending') return false
    if (await hasBatches(run, trx)) return false
    const open = await openNumbers(run, 500, trx)
    const now = clock.now()
    if (open.length > 0) {
      logger.warn({ run_id: id, rows: open.length }, 'rows without a batch')
      await rescueInFlight(run, open, { now: now.toISO(), reason: REASON.died.code }, trx)
      await insertLater(
        { organizationId: run.organizationId, runId: id },
        open,
        now.toJSDate(),
        trx
      )
      return false
    }
    await setRunState({ id, state: 'finished', now: now.toISO() }, trx)
    await SendRunFinished.record(
      {
        organizationId: run.organizationId,
        subjectId: run.sourceId,
        payload: { runId: id, sourceKind: run.sourceKind, audience: run.audience },
      },
      trx
    )
    await tellStaff('campaigns', run.sourceId, trx)
    return true
  })
}

/** Mends what dead workers left: their rows in flight are in doubt, the others of the batch go on. */
async function rescue(batch: Batch): Promise<void> {
  await db.transaction(async (trx) => {
    const run = await lockRun(batch.runId, trx)
    if (!run || !(await lockStranded(batch.id, trx))) return
    const ns =
      batch.ns ?? Array.from({ length: batch.toN! - batch.fromN! }, (_, n) => batch.fromN! + n)
    const inDoubt = await rescueInFlight(
      run,
      ns,
      { now: clock.now().toISO(), reason: REASON.died.code },
      trx
    )
    await releaseStranded(batch.id, { isHeld: run.state === 'paused' }, trx)
    if (inDoubt > 0) await tellStaff('campaigns', run.sourceId, trx)
    logger.warn({ run_id: run.id, batch_id: batch.id, in_doubt: inDoubt }, 'batch of a dead worker')
  })
}

/** Brings back whatever was lost of sendings to many; resolves to how much there was. */
export async function sweepSends(): Promise<number> {
  const { default: SendBatches } = await import('#messaging/jobs/send_batches')
  let found = 0
  // What of one organization cannot be mended must not keep the others from being mended.
  const of = (organizationId: string, act: () => Promise<unknown>) =>
    Context.run({ organizationId, actor: { type: 'system', id: null } }, () =>
      act().catch((error) => logger.error({ err: error }, 'sending not mended'))
    )
  for (const batch of await strandedBatches(200)) {
    found++
    await of(batch.organizationId, () => rescue(batch))
  }
  for (const { id, organizationId, state } of await strandedRuns(100)) {
    found++
    await of(organizationId, () => (state === 'freezing' ? freezeRun(id) : finishRun(id)))
  }
  if ((await countDue(clock.now().toISO(), 1)) > 0) await SendBatches.wake()
  return found
}
