import type { ListEntity } from '#crm/lists/columns'
import type View from '#crm/models/view'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

const RESOURCES = { contact: 'contacts', company: 'companies' } as const

/** Who reads a list may keep views of it; what all see is changed by those who may change records. */
export default class ViewPolicy extends StaffPolicy {
  create(staff: Staff, entity: ListEntity) {
    return staff.can(`${RESOURCES[entity]}:read`)
  }

  share(staff: Staff, entity: ListEntity) {
    return staff.can(`${RESOURCES[entity]}:update`)
  }

  update(staff: Staff, view: View) {
    const isOwn = view.userId === staff.user.id
    return isOwn ? this.create(staff, view.entity) : view.isShared && this.share(staff, view.entity)
  }

  delete(staff: Staff, view: View) {
    return this.update(staff, view)
  }
}
