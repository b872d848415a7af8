import type { ChoiceSource } from '#core/registry/segment_conditions'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class ChoicePolicy extends StaffPolicy {
  read(staff: Staff, source: ChoiceSource) {
    return staff.can(source.permission)
  }
}
