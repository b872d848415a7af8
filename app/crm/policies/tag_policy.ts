import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class TagPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('tags:read')
  }

  create(staff: Staff) {
    return staff.can('tags:create')
  }

  update(staff: Staff) {
    return staff.can('tags:update')
  }

  delete(staff: Staff) {
    return staff.can('tags:delete')
  }
}
