import db from '@adonisjs/lucid/services/db'
import { tellStaff } from '#identity/staff_channels'
import { kindOf } from '#crm/imports/kinds/kinds'
import type Import from '#crm/models/import'
import { doneChunks, takeChunk, undoneChunk } from '#crm/queries/import_chunks'
import { renewLease } from '#crm/queries/import_leases'

const BATCH = 5000

/**
 * Takes an import back: records that it made go, unless something happened to them since; values that it changed
 * come back, where they are still the import's. Some at a time; resolves to whether all is done.
 */
export async function undoImport(batch: Import, until: number): Promise<boolean> {
  const { undo } = kindOf(batch.kind)
  let kept = 0
  const isOver = async () => !(await renewLease(batch.id)) || performance.now() > until
  if (!(await undo.begin(batch, isOver))) return false
  for (;;) {
    const restored = await db.transaction((trx) => undo.restore(batch, BATCH, trx))
    kept += restored.kept
    if (!(await renewLease(batch.id))) return false
    if (restored.found < BATCH) break
    if (performance.now() > until) return false
  }
  for (const chunk of await doneChunks(batch.id)) {
    if (performance.now() > until) return false
    await db.transaction(async (trx) => {
      if (!(await takeChunk(batch.id, chunk.number, 'done', trx))) return
      const counts = await undo.remove(batch, chunk, trx)
      await undoneChunk(batch.id, chunk.number, counts.kept + kept, trx)
      kept = 0
    })
    await renewLease(batch.id)
    await tellStaff('contacts', batch.id)
  }
  await undo.end(batch)
  return true
}
