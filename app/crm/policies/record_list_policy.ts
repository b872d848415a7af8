import type { ListEntity } from '#crm/lists/columns'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

const RESOURCES = { contact: 'contacts', company: 'companies' } as const

/** Lists of contacts and companies, and what is done to many of them at once. */
export default class RecordListPolicy extends StaffPolicy {
  read(staff: Staff, entity: ListEntity) {
    return staff.can(`${RESOURCES[entity]}:read`)
  }

  update(staff: Staff, entity: ListEntity) {
    return staff.can(`${RESOURCES[entity]}:update`)
  }

  delete(staff: Staff, entity: ListEntity) {
    return staff.can(`${RESOURCES[entity]}:delete`)
  }
}
