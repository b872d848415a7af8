import { contactPanels } from '#core/registry/contact_panels'
import type { Staff } from '#identity/staff'

/** What the domains above hold for a contact, as far as this person may see it. */
export async function contactPanelsFor(contactId: string, staff: Staff) {
  const shown = contactPanels.entries().filter(([, panel]) => staff.can(panel.permission))
  return Promise.all(
    shown.map(async ([key, { label, icon, empty, rows }]) => ({
      key,
      label,
      icon,
      empty,
      rows: await rows(contactId),
    }))
  )
}
