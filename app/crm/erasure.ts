import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import ContactErased from '#crm/events/contact_erased'
import { KEPT_DAYS } from '#crm/models/contact/removable'
import {
  doomedContacts,
  emptyContact,
  emptyMails,
  organizationsToErase,
  removeCompanies,
  removeContacts,
} from '#crm/queries/erasures'

const BATCH = 200

/**
 * Erases for good what was deleted more than 30 days ago, over all organizations:
 * contacts nobody refers to are removed, the others are emptied. Resolves to
 * the number of each.
 */
export async function eraseDeleted(): Promise<{
  removed: number
  emptied: number
  companies: number
}> {
  const before = clock.now().minus({ days: KEPT_DAYS }).toISO()
  const counts = { removed: 0, emptied: 0, companies: 0 }
  for (const organizationId of await organizationsToErase(before)) {
    for (;;) {
      const { removed, emptied } = await db.transaction((trx) =>
        eraseBatch(organizationId, before, trx)
      )
      counts.removed += removed
      counts.emptied += emptied
      if (removed + emptied < BATCH) break
    }
    for (;;) {
      const gone = await db.transaction((trx) =>
        removeCompanies(organizationId, before, BATCH, trx)
      )
      counts.companies += gone
      if (gone < BATCH) break
    }
  }
  return counts
}

async function eraseBatch(organizationId: string, before: string, trx: TransactionClientContract) {
  const doomed = await doomedContacts(organizationId, before, BATCH, trx)
  const ids = doomed.map(({ id }) => id)
  if (ids.length === 0) return { removed: 0, emptied: 0 }
  await emptyMails(organizationId, ids, trx)
  const kept = (await removeContacts(organizationId, ids, trx))
    ? []
    : await eraseOneByOne(organizationId, ids, trx)
  await ContactErased.recordMany(
    ids.map((id) => ({
      organizationId,
      subjectId: id,
      payload: { isRemoved: !kept.includes(id) },
    })),
    trx
  )
  return { removed: ids.length - kept.length, emptied: kept.length }
}

/** Resolves to those that something refers to. */
async function eraseOneByOne(
  organizationId: string,
  ids: string[],
  trx: TransactionClientContract
): Promise<string[]> {
  const kept: string[] = []
  for (const id of ids) {
    if (await removeContacts(organizationId, [id], trx)) continue
    await emptyContact(organizationId, id, clock.now().toISO(), trx)
    kept.push(id)
  }
  return kept
}
