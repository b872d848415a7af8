import { READ_PERMISSION, type TargetType } from '#crm/targets'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class TimelinePolicy extends StaffPolicy {
  /** Who sees a record sees its timeline; lines of other kinds need that kind's permission too. */
  read(staff: Staff, type: TargetType) {
    return staff.can(READ_PERMISSION[type])
  }
}
