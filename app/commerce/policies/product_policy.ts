import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ProductPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('products:read')
  }

  create(staff: Staff) {
    return staff.can('products:create')
  }

  update(staff: Staff) {
    return staff.can('products:update')
  }

  /** On sale, off sale, archived. */
  publish(staff: Staff) {
    return staff.can('products:publish')
  }
}
