import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ImportPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('contacts:import')
  }

  create(staff: Staff) {
    return staff.can('contacts:import')
  }

  update(staff: Staff) {
    return staff.can('contacts:import')
  }
}
