import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

/** Pipelines, their stages, and the reasons why deals are won or lost. */
export default class PipelinePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('pipelines:read')
  }

  create(staff: Staff) {
    return staff.can('pipelines:create')
  }

  update(staff: Staff) {
    return staff.can('pipelines:update')
  }

  delete(staff: Staff) {
    return staff.can('pipelines:delete')
  }
}
