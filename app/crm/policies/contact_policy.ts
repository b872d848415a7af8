import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ContactPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('contacts:read')
  }

  create(staff: Staff) {
    return staff.can('contacts:create')
  }

  update(staff: Staff) {
    return staff.can('contacts:update')
  }

  delete(staff: Staff) {
    return staff.can('contacts:delete')
  }

  merge(staff: Staff) {
    return staff.can('contacts:merge')
  }
}
