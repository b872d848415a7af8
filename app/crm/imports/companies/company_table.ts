import { json, list, tableOf, text } from '#crm/imports/engine/copy_text'
import type { StagedRow } from '#crm/imports/mapping/staged_row'

/** A row about a company. */
export type StagedCompany = StagedRow & {
  name: string | null
  nameKey: string | null
  domain: string | null
  website: string | null
  phone: string | null
  industry: string | null
  size: string | null
  street: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
  description: string | null
  externalId: string | null
  ownerId: string | null
  tags: string[] | null
}

export function emptyCompany(rowNo: number): StagedCompany {
  return {
    ...{ rowNo, problem: null, warning: null, matchKey: null, custom: null },
    ...{ name: null, nameKey: null, domain: null, website: null, phone: null, industry: null },
    ...{ size: null, street: null, city: null, region: null, postalCode: null, country: null },
    ...{ description: null, externalId: null, ownerId: null, tags: null },
  }
}

export const COMPANY_TABLE = tableOf<StagedCompany>('import_company_rows', {
  problem: (row) => text(row.problem),
  warning: (row) => text(row.warning),
  match_key: (row) => text(row.matchKey),
  name: (row) => text(row.name),
  name_key: (row) => text(row.nameKey),
  domain: (row) => text(row.domain),
  website: (row) => text(row.website),
  phone: (row) => text(row.phone),
  industry: (row) => text(row.industry),
  size: (row) => text(row.size),
  street: (row) => text(row.street),
  city: (row) => text(row.city),
  region: (row) => text(row.region),
  postal_code: (row) => text(row.postalCode),
  country: (row) => text(row.country),
  description: (row) => text(row.description),
  external_id: (row) => text(row.externalId),
  owner_id: (row) => text(row.ownerId),
  tags: (row) => list(row.tags),
  custom: (row) => json(row.custom),
})
