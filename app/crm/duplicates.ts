import db from '@adonisjs/lucid/services/db'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import CompareContacts from '#crm/jobs/compare_contacts'
import FindDuplicates from '#crm/jobs/find_duplicates'
import { type Kind, KINDS, learnKeys, syncKeys } from '#crm/queries/duplicate_keys'
import { refreshPairs } from '#crm/queries/duplicate_pairs'
import {
  askForScan,
  endScan,
  forgetChanges,
  leaseScan,
  noteStep,
  owedOrganizations,
  takeChanges,
} from '#crm/queries/duplicate_scans'

/** Contacts that are compared in one transaction. */
const BATCH = 500

const STEPS: Record<Kind, string> = {
  phone: 'Reading phone numbers',
  email: 'Reading e-mail addresses',
  nameCompany: 'Reading names and companies',
  namePlace: 'Reading names and places',
  name: 'Reading names',
  lastInCompany: 'Reading similar names',
  firstInCompany: 'Reading similar names',
  sound: 'Reading similar names',
}

/** Searches the whole organization in the background. */
export async function searchAll(): Promise<void> {
  await askForScan(Tenant.id())
  await FindDuplicates.enqueue({}, { key: Tenant.id() })
}

/**
 * Compares everybody with everybody alike: contacts are keyed (number, address, name and company ...) and only those
 * that share a key are looked at, so the work grows with the contacts and not with their square. Each step writes only
 * what differs, so that a search that was cut off goes on where it stopped when it is begun again.
 */
export async function scanOrganization(): Promise<void> {
  if (!(await leaseScan())) return
  try {
    await forgetChanges()
    for (const kind of Object.keys(KINDS) as Kind[]) {
      await tell(STEPS[kind])
      await syncKeys(kind, null)
    }
    await learnKeys()
    await tell('Comparing those who are alike')
    await endScan({ pairs: await refreshPairs(null) })
  } catch (error) {
    await endScan({ error: (error as Error).message })
    throw error
  } finally {
    await tellStaff('contacts', 'duplicates')
  }
}

async function tell(step: string): Promise<void> {
  await noteStep(step)
  await tellStaff('contacts', 'duplicates')
}

/** Compares the contacts that changed with those they are alike to. Resolves to how many there were. */
export async function compareChanged(): Promise<number> {
  let compared = 0
  for (;;) {
    const count = await db.transaction(async (trx) => {
      const ids = await takeChanges(BATCH, trx)
      if (ids.length === 0) return 0
      for (const kind of Object.keys(KINDS) as Kind[]) await syncKeys(kind, ids, trx)
      await refreshPairs(ids, trx)
      return ids.length
    })
    compared += count
    if (count < BATCH) return compared
  }
}

/** Brings back searches and comparisons whose job was lost. */
export async function sweepDuplicates(limit = 100): Promise<number> {
  const owed = await owedOrganizations(limit)
  for (const { id, isScan } of owed) {
    await Tenant.run(id, () =>
      isScan
        ? FindDuplicates.enqueue({}, { key: sweepKey(id) })
        : CompareContacts.enqueue({}, { key: sweepKey(id) })
    )
  }
  return owed.length
}
