import { companies } from '#crm/imports/companies/company_kind'
import { contacts } from '#crm/imports/contacts/contact_kind'
import { deals } from '#crm/imports/deals/deal_kind'
import type { ImportKind, KindName } from '#crm/imports/kinds/import_kind'

const ALL = { contacts, companies, deals } as unknown as Record<KindName, ImportKind>

/** How an import of this kind is done. */
export function kindOf(name: KindName): ImportKind {
  return ALL[name]
}
