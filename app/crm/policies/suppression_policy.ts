import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class SuppressionPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('suppressions:read')
  }

  create(staff: Staff) {
    return staff.can('suppressions:create')
  }

  lift(staff: Staff) {
    return staff.can('suppressions:delete')
  }
}
