import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class MailAccountPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('senders:read')
  }

  create(staff: Staff) {
    return staff.can('senders:create')
  }

  update(staff: Staff) {
    return staff.can('senders:update')
  }

  delete(staff: Staff) {
    return staff.can('senders:delete')
  }
}
