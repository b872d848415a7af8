import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import Import, { UNDO_DAYS } from '#crm/models/import'
import { agedImports, deleteKept } from '#crm/queries/import_retention'

/** Undoing is refused before the journal goes, so that nobody loses it halfway. */
const GRACE_HOURS = 1
const AT_ONCE = 20
const ROWS = 20_000
/** A sweep goes on with the next one after so long: a journal may have millions of rows. */
const TURN_MS = 5000

/**
 * Sweeper: deletes the files, staged rows, refused rows and undo journals of imports 30 days after their end, or after
 * they were left lying. Resolves to how many imports were forgotten; what its time did not suffice for comes again.
 */
export async function sweepOldImports(): Promise<number> {
  const until = performance.now() + TURN_MS
  const before = clock.now().minus({ days: UNDO_DAYS, hours: GRACE_HOURS }).toISO()
  let forgotten = 0
  for (const { id, organizationId } of await agedImports(before, AT_ONCE)) {
    const isDone = await Tenant.run(organizationId, () => forgetImport(id, until))
    if (!isDone) break
    forgotten++
  }
  return forgotten
}

async function forgetImport(importId: string, until: number): Promise<boolean> {
  while (await deleteKept(importId, ROWS)) {
    if (performance.now() > until) return false
  }
  await db.transaction(async (trx) => {
    const batch = await Import.query({ client: trx }).where('id', importId).forUpdate().first()
    if (!batch || batch.isAtWork) return
    const ids = [batch.fileId, batch.errorFileId].filter((id) => id !== null)
    const files = await StoredFile.query({ client: trx }).whereIn('id', ids)
    // The first rows of the file, and those that the check showed, are people's data too.
    const findings = { ...batch.findings, samples: [] }
    batch.merge({ fileId: null, errorFileId: null, samples: [], findings })
    await batch.merge({ forgottenAt: clock.now() }).save()
    for (const file of files) await file.erase(trx)
  })
  return true
}
