import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class SignupFormPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('forms:read')
  }

  create(staff: Staff) {
    return staff.can('forms:create')
  }

  update(staff: Staff) {
    return staff.can('forms:update')
  }

  delete(staff: Staff) {
    return staff.can('forms:delete')
  }
}
