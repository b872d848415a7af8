import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

/** Numbers, the event log, and the search over everything. */
export default class InsightPolicy extends StaffPolicy {
  overview(staff: Staff) {
    return staff.can('reports:read')
  }

  events(staff: Staff) {
    return staff.can('events:read')
  }

  /** Each source of the search asks for its own permission. */
  search(staff: Staff) {
    return staff.can('organization:read')
  }
}
