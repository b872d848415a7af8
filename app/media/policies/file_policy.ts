import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class FilePolicy extends StaffPolicy {
  create(staff: Staff) {
    return staff.can('files:create')
  }
}
