import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class OrderPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('orders:read')
  }

  refund(staff: Staff) {
    return staff.can('orders:refund')
  }

  /** Sends the receipt once more. */
  resend(staff: Staff) {
    return staff.can('orders:read') && staff.can('mails:resend')
  }
}
