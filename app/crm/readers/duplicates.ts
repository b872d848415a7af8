import type { EventReader } from '#core/events/reader'
import { Tenant } from '#core/tenancy/tenant'
import CompareContacts from '#crm/jobs/compare_contacts'
import FindDuplicates from '#crm/jobs/find_duplicates'
import { askForScan, noteChanges } from '#crm/queries/duplicate_scans'

const OF_ONE = [
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.unmerged',
  'contact.restored',
  'contact.deleted',
]

/** Whole sets changed at once: cheaper to look at everybody again. */
const OF_MANY = ['import.ended']

/** Contacts that are new or changed are compared again; after an import everybody is. */
export const duplicates: EventReader = {
  name: 'crm/duplicates',
  types: [...OF_ONE, ...OF_MANY],
  async drain(events, trx) {
    const changed = events.flatMap(({ type, organizationId, contactId }) =>
      OF_ONE.includes(type) && organizationId && contactId ? [{ organizationId, contactId }] : []
    )
    if (changed.length > 0) await noteChanges(changed, trx)
    const imported = events.filter(({ type }) => OF_MANY.includes(type))
    for (const organizationId of new Set(imported.map((event) => event.organizationId))) {
      if (organizationId) await askForScan(organizationId, trx)
    }
  },
  async drained(events) {
    const organizations = new Set(
      events.filter(({ type }) => OF_ONE.includes(type)).map((event) => event.organizationId)
    )
    for (const id of organizations) {
      if (id) await Tenant.run(id, () => CompareContacts.enqueue({}, { key: id, delay: 1000 }))
    }
    for (const { type, organizationId: id } of events) {
      if (id && OF_MANY.includes(type)) {
        await Tenant.run(id, () => FindDuplicates.enqueue({}, { key: id }))
      }
    }
  },
}
