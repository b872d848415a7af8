import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ExportPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('contacts:export')
  }

  create(staff: Staff) {
    return staff.can('contacts:export')
  }
}
