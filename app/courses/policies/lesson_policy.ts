import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class LessonPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('lessons:read')
  }

  create(staff: Staff) {
    return staff.can('lessons:create')
  }

  update(staff: Staff) {
    return staff.can('lessons:update')
  }

  delete(staff: Staff) {
    return staff.can('lessons:delete')
  }
}
