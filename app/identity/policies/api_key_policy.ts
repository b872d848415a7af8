import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ApiKeyPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('api_keys:read')
  }

  create(staff: Staff) {
    return staff.can('api_keys:create')
  }

  delete(staff: Staff) {
    return staff.can('api_keys:delete')
  }
}
