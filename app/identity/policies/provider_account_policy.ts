import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ProviderAccountPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('provider_accounts:read')
  }

  create(staff: Staff) {
    return staff.can('provider_accounts:create')
  }

  update(staff: Staff) {
    return staff.can('provider_accounts:update')
  }

  delete(staff: Staff) {
    return staff.can('provider_accounts:delete')
  }
}
