import { companyPanels } from '#core/registry/company_panels'
import type { Staff } from '#identity/staff'

/** What the house holds for a company beside its own properties, as far as this person may see it. */
export async function companyPanelsFor(companyId: string, staff: Staff) {
  const shown = companyPanels.entries().filter(([, panel]) => staff.can(panel.permission))
  return Promise.all(
    shown.map(async ([key, { label, icon, empty, rows }]) => ({
      key,
      label,
      icon,
      empty,
      rows: await rows(companyId),
    }))
  )
}
