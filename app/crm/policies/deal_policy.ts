import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class DealPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('deals:read')
  }

  create(staff: Staff) {
    return staff.can('deals:create')
  }

  update(staff: Staff) {
    return staff.can('deals:update')
  }

  delete(staff: Staff) {
    return staff.can('deals:delete')
  }
}
