import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class MembershipPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('members:read')
  }

  invite(staff: Staff) {
    return staff.can('members:invite')
  }

  update(staff: Staff) {
    return staff.can('members:update')
  }

  remove(staff: Staff) {
    return staff.can('members:remove')
  }
}
