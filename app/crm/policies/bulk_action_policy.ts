import type { BulkKind } from '#crm/bulk/bulk_change'
import type { ListEntity } from '#crm/lists/columns'
import type BulkAction from '#crm/models/bulk_action'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

const RESOURCES = { contact: 'contacts', company: 'companies' } as const

/** What one may do to one record (or to a list), one may do to many, and take back. */
export default class BulkActionPolicy extends StaffPolicy {
  create(staff: Staff, entity: ListEntity, kind: BulkKind) {
    if (kind === 'add_to_list' || kind === 'remove_from_list') return staff.can('segments:update')
    return staff.can(`${RESOURCES[entity]}:${kind === 'delete' ? 'delete' : 'update'}`)
  }

  undo(staff: Staff, action: BulkAction) {
    return this.create(staff, action.entity, action.kind as BulkKind)
  }
}
