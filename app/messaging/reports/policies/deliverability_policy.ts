import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

/** Reports on sending and on the audience. */
export default class DeliverabilityPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('senders:read')
  }

  readAudience(staff: Staff) {
    return staff.can('reports:read')
  }

  /** Putting in what receivers report. */
  upload(staff: Staff) {
    return staff.can('senders:update')
  }
}
