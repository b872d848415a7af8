import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class SegmentPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('segments:read')
  }

  create(staff: Staff) {
    return staff.can('segments:create')
  }

  update(staff: Staff) {
    return staff.can('segments:update')
  }

  delete(staff: Staff) {
    return staff.can('segments:delete')
  }

  /** Who is in it are contacts: seeing them needs both. */
  readMembers(staff: Staff) {
    return staff.can('segments:read') && staff.can('contacts:read')
  }
}
