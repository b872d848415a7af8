import { Registry } from '#core/registry/registry'

export type PanelRow = {
  id: string
  title: string
  detail: string | null
  at: string | null
  status: string | null
  money: { minor: number; currency: string } | null
  href: string | null
}

/** What another domain holds for a contact, shown on the contact's page when the staff may see it. */
export type ContactPanel = {
  label: string
  icon: string
  permission: string
  empty: string
  rows(contactId: string): Promise<PanelRow[]>
}

export const contactPanels = new Registry<ContactPanel>('contact panel')
