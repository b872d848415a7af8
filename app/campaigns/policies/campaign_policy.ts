import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class CampaignPolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('campaigns:read')
  }

  /** Who got it are contacts: seeing them needs both. */
  readRecipients(staff: Staff) {
    return staff.can('campaigns:read') && staff.can('contacts:read')
  }

  exportRecipients(staff: Staff) {
    return staff.can('campaigns:read') && staff.can('contacts:export')
  }

  create(staff: Staff) {
    return staff.can('campaigns:create')
  }

  update(staff: Staff) {
    return staff.can('campaigns:update')
  }

  delete(staff: Staff) {
    return staff.can('campaigns:delete')
  }

  approve(staff: Staff) {
    return staff.can('campaigns:approve')
  }

  send(staff: Staff) {
    return staff.can('campaigns:send')
  }
}
