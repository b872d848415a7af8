import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class CoursePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('courses:read')
  }

  create(staff: Staff) {
    return staff.can('courses:create')
  }

  update(staff: Staff) {
    return staff.can('courses:update')
  }

  delete(staff: Staff) {
    return staff.can('courses:delete')
  }

  /** On sale, off sale, archived. */
  publish(staff: Staff) {
    return staff.can('courses:publish')
  }
}
