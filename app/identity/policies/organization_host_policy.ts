import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class OrganizationHostPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('domains:read')
  }

  create(staff: Staff) {
    return staff.can('domains:create')
  }

  delete(staff: Staff) {
    return staff.can('domains:delete')
  }
}
