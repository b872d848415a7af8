import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class OrganizationPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('organization:read')
  }

  update(staff: Staff) {
    return staff.can('organization:update')
  }

  transfer(staff: Staff) {
    return staff.can('organization:transfer')
  }
}
