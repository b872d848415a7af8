import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { tellStaff } from '#identity/staff_channels'
import { putAwayList, unlistImported } from '#crm/imports/import_list'
import type Import from '#crm/models/import'
import { doneChunks, takeChunk, undoneChunk } from '#crm/queries/import_chunks'
import { renewLease } from '#crm/queries/import_leases'
import { deleteCreated, deleteUnused, restoreChanged } from '#crm/queries/import_undo'

const BATCH = 5000

/**
 * Takes an import back: contacts that it made go, unless something happened to them since; values that it changed
 * come back, where they are still the import's. Some at a time; resolves to whether all is done.
 */
export async function undoImport(batch: Import, until: number): Promise<boolean> {
  const { ticket } = batch
  let kept = 0
  const isOver = async () => !(await renewLease(batch.id)) || performance.now() > until
  if (!(await unlistImported(ticket, isOver))) return false
  for (;;) {
    const restored = await db.transaction((trx) =>
      restoreChanged(ticket, BATCH, clock.now().toISO()!, trx)
    )
    kept += restored.kept
    if (!(await renewLease(batch.id))) return false
    if (restored.found < BATCH) break
    if (performance.now() > until) return false
  }
  for (const chunk of await doneChunks(batch.id)) {
    if (performance.now() > until) return false
    await db.transaction(async (trx) => {
      if (!(await takeChunk(batch.id, chunk.number, 'done', trx))) return
      const counts = await deleteCreated(ticket, chunk, trx)
      await undoneChunk(batch.id, chunk.number, counts.kept + kept, trx)
      kept = 0
    })
    await renewLease(batch.id)
    await tellStaff('contacts', batch.id)
  }
  await db.transaction((trx) => deleteUnused(ticket, trx))
  await putAwayList(ticket)
  return true
}
