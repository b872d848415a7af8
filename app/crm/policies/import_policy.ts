import StaffPolicy from '#identity/policies/staff_policy'
import type { Staff } from '#identity/staff'
import type { KindName } from '#crm/imports/kinds/import_kind'

/** Who may import files may import the kinds whose records they may make and change. */
export default class ImportPolicy extends StaffPolicy {
  static mayImport(staff: Pick<Staff, 'can'>, kind: KindName): boolean {
    return (
      staff.can('contacts:import') && staff.can(`${kind}:create`) && staff.can(`${kind}:update`)
    )
  }

  /** Without a kind: whether there is anything to see for somebody. */
  read(staff: Staff, kind?: KindName) {
    return kind ? ImportPolicy.mayImport(staff, kind) : staff.can('contacts:import')
  }

  create(staff: Staff, kind: KindName) {
    return ImportPolicy.mayImport(staff, kind)
  }

  update(staff: Staff, kind: KindName) {
    return ImportPolicy.mayImport(staff, kind)
  }
}
