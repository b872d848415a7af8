import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class BounceMailboxPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('senders:read')
  }

  update(staff: Staff) {
    return staff.can('senders:update')
  }

  delete(staff: Staff) {
    return staff.can('senders:delete')
  }
}
