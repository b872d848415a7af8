import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class TopicPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('topics:read')
  }

  create(staff: Staff) {
    return staff.can('topics:create')
  }

  update(staff: Staff) {
    return staff.can('topics:update')
  }
}
