import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { sweepKey } from '#core/queue/sweepers'
import { tellStaff } from '#identity/staff_channels'
import ImportEnded from '#crm/events/import_ended'
import { checkImport } from '#crm/imports/engine/check'
import { runImport } from '#crm/imports/engine/run'
import { undoImport } from '#crm/imports/engine/undo'
import { writeErrorFile } from '#crm/imports/engine/error_file'
import { kindOf } from '#crm/imports/kinds/kinds'
import { type Outcome, tellImporter } from '#crm/imports/outcome'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import AdvanceImport from '#crm/jobs/advance_import'
import Import from '#crm/models/import'
import { progressOf } from '#crm/queries/import_chunks'
import { releaseLease, stranded, takeLease } from '#crm/queries/import_leases'
import { unstage } from '#crm/queries/import_staging'

/** Tries of a step that fails for a reason of the house; what was done stays, and it goes on from there. */
const MOST_ATTEMPTS = 5
/** After so long an import makes room for another one and comes again. */
const TURN_MS = 25_000

/** Does a turn of an import's work. Resolves to whether there is more to do now. */
export async function advanceImport(importId: string): Promise<boolean> {
  const lease = await takeLease(importId)
  if (!lease) return false
  const batch = await Import.query().where('id', importId).firstOrFail()
  try {
    return await turn(batch)
  } catch (error) {
    const isHopeless = error instanceof UnreadableFileException || lease.attempts >= MOST_ATTEMPTS
    if (!isHopeless) throw error
    logger.error({ err: error, import: importId }, 'import failed')
    await end(batch, 'failed', sayable(error))
    return false
  } finally {
    await releaseLease(importId)
  }
}

/** Sweeper: imports that a lost job or a dead worker left behind. */
export async function sweepImports(): Promise<number> {
  const found = await stranded('imports')
  for (const { id, organizationId } of found) {
    await Tenant.run(organizationId, () =>
      AdvanceImport.enqueue({ importId: id }, { key: sweepKey(id) })
    )
  }
  return found.length
}

async function turn(batch: Import): Promise<boolean> {
  const until = performance.now() + TURN_MS
  if (batch.state === 'mapped') {
    const findings = await checkImport(batch)
    if (findings) {
      await db.transaction((trx) => batch.move('dry_run', { findings, isStaged: true }, trx))
    }
    return false
  }
  if (batch.state === 'cancelled') {
    await settleStopped(batch)
    return false
  }
  if (batch.state === 'running') {
    const rest = await runImport(batch, until)
    if (rest === 'taken_away') await settleStopped(batch)
    if (rest !== 'nothing') return rest === 'more'
    await writeErrorFile(batch)
    await end(batch, 'done')
    await unstage(kindOf(batch.kind).staging, batch.id)
    return false
  }
  if (!(await undoImport(batch, until))) return true
  await end(batch, 'undone')
  return false
}

/** Says of an import that somebody stopped how far it came. Once, and not when it goes on already. */
async function settleStopped(batch: Import): Promise<void> {
  const outcome = await outcomeOf(batch)
  await db.transaction(async (trx) => {
    const now = await Import.query({ client: trx }).where('id', batch.id).forUpdate().firstOrFail()
    if (now.state !== 'cancelled' || Object.keys(now.outcome as object).length > 0) return
    await now.merge({ outcome }).save()
    await told(now, outcome, trx)
    await tellStaff('contacts', now.id, trx)
  })
}

async function outcomeOf(batch: Import): Promise<Outcome> {
  const { created, updated, unchanged, skipped, refused, kept } = await progressOf(batch.id)
  return { created, updated, unchanged, skipped, refused, kept }
}

async function end(
  batch: Import,
  state: 'done' | 'failed' | 'undone',
  problem?: string
): Promise<void> {
  const outcome = await outcomeOf(batch)
  await db.transaction(async (trx) => {
    const changes = state === 'undone' ? { outcome, undoneAt: clock.now() } : { outcome, problem }
    await batch.move(state, changes, trx)
    await told(batch, outcome, trx)
  })
}

async function told(
  batch: Import,
  outcome: Outcome,
  trx: TransactionClientContract
): Promise<void> {
  const { id, organizationId, kind, name, state } = batch
  const { created, updated } = outcome
  const payload = { kind, state, name, created, updated }
  await ImportEnded.record({ organizationId, subjectId: id, payload }, trx)
  await tellImporter(batch, outcome, trx)
}

function sayable(error: unknown): string {
  return error instanceof UnreadableFileException
    ? error.message
    : 'Something went wrong on our side. What was imported stays; try again to go on from there.'
}
