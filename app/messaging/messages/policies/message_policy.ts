import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

/** Messages of programs. What they say is meant for one reader: who may look after people may see it. */
export default class MessagePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('messages:read')
  }
}
