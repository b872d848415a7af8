import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class SitePagePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('pages:read')
  }

  update(staff: Staff) {
    return staff.can('pages:update')
  }
}
