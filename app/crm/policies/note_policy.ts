import type Note from '#crm/models/note'
import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'

export default class NotePolicy extends StaffPolicy {
  read(staff: Staff) {
    return staff.can('notes:read')
  }

  create(staff: Staff) {
    return staff.can('notes:create')
  }

  update(staff: Staff, note: Note) {
    return staff.can('notes:update') || this.wrote(staff, note)
  }

  delete(staff: Staff, note: Note) {
    return staff.can('notes:delete') || this.wrote(staff, note)
  }

  private wrote(staff: Staff, note: Note) {
    return staff.can('notes:create') && note.authorId === staff.user.id
  }
}
