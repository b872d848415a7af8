import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RecordedEvent } from '#core/events/domain_event'
import type { EventReader } from '#core/events/reader'
import { Tenant } from '#core/tenancy/tenant'
import CompareContacts from '#crm/jobs/compare_contacts'
import FindDuplicates from '#crm/jobs/find_duplicates'
import {
  askForScan,
  forgetImported,
  hasMoreContacts,
  noteChanges,
  noteImported,
} from '#crm/queries/duplicate_scans'

const OF_ONE = [
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.unmerged',
  'contact.restored',
  'contact.deleted',
]

const IMPORT = 'import.ended'
type Ended = { kind?: string; state: string; created: number; updated: number }

/** More contacts than this, and a fifth of all: comparing them one by one takes longer than searching everybody. */
const MANY = 20_000
const SHARE = 5

/** Contacts that are new or changed are compared again, after an import those that it touched. */
export const duplicates: EventReader = {
  name: 'crm/duplicates',
  types: [...OF_ONE, IMPORT],
  async drain(events, trx) {
    const changed = events.flatMap(({ type, organizationId, contactId }) =>
      OF_ONE.includes(type) && organizationId && contactId ? [{ organizationId, contactId }] : []
    )
    if (changed.length > 0) await noteChanges(changed, trx)
    for (const event of events) if (event.type === IMPORT) await noteImport(event, trx)
  },
  async drained(events) {
    const organizations = new Set(events.map((event) => event.organizationId))
    for (const id of organizations) {
      if (id) await Tenant.run(id, () => CompareContacts.enqueue({}, { key: id, delay: 1000 }))
    }
    for (const { type, organizationId: id } of events) {
      // Without a search that was asked for it ends at once.
      if (id && type === IMPORT) {
        await Tenant.run(id, () => FindDuplicates.enqueue({}, { key: id }))
      }
    }
  },
}

async function noteImport(
  { organizationId, subjectId, payload }: RecordedEvent,
  trx: TransactionClientContract
): Promise<void> {
  if (!organizationId || !subjectId) return
  const { kind, state, created, updated } = payload as Ended
  if (kind && kind !== 'contacts') return
  const touched = created + updated
  const isMost = touched > MANY && !(await hasMoreContacts(organizationId, touched * SHARE, trx))
  if (isMost) return askForScan(organizationId, trx)
  const key = { organizationId, importId: subjectId }
  if (state === 'undone') await forgetImported(key, trx)
  await noteImported(key, trx)
}
