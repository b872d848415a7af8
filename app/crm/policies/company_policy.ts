import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class CompanyPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('companies:read')
  }

  create(staff: Staff) {
    return staff.can('companies:create')
  }

  update(staff: Staff) {
    return staff.can('companies:update')
  }

  delete(staff: Staff) {
    return staff.can('companies:delete')
  }
}
