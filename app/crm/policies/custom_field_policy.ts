import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class CustomFieldPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('fields:read')
  }

  create(staff: Staff) {
    return staff.can('fields:create')
  }

  update(staff: Staff) {
    return staff.can('fields:update')
  }

  delete(staff: Staff) {
    return staff.can('fields:delete')
  }
}
