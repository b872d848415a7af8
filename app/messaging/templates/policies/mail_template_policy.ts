import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class MailTemplatePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('templates:read')
  }

  create(staff: Staff) {
    return staff.can('templates:create')
  }

  update(staff: Staff) {
    return staff.can('templates:update')
  }

  /** Putting away, and bringing back. */
  delete(staff: Staff) {
    return staff.can('templates:delete')
  }

  /** Seeing a mail as somebody sees that person's name and fields. */
  readAs(staff: Staff) {
    return staff.can('templates:read') && staff.can('contacts:read')
  }
}
