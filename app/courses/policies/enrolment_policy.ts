import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class EnrolmentPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('enrolments:read')
  }

  create(staff: Staff) {
    return staff.can('enrolments:create')
  }

  delete(staff: Staff) {
    return staff.can('enrolments:delete')
  }
}
