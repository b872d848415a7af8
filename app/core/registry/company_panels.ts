import type { PanelRow } from '#core/registry/contact_panels'
import { Registry } from '#core/registry/registry'

/** What another domain holds for a company, shown on the company's page when the staff may see it. */
export type CompanyPanel = {
  label: string
  icon: string
  permission: string
  empty: string
  rows(companyId: string): Promise<PanelRow[]>
}

export const companyPanels = new Registry<CompanyPanel>('company panel')
