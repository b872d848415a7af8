import { json, tableOf, text } from '#crm/imports/engine/copy_text'
import type { StagedRow } from '#crm/imports/mapping/staged_row'

/** A row about a deal. Days are 'YYYY-MM-DD'. */
export type StagedDeal = StagedRow & {
  title: string | null
  titleKey: string | null
  /** Only of what the row names; where it stands otherwise is asked when it is written. */
  pipelineId: string | null
  stageId: string | null
  amountMinor: number | null
  currency: string | null
  status: 'open' | 'won' | 'lost' | null
  closedOn: string | null
  openedOn: string | null
  expectedCloseOn: string | null
  contactEmail: string | null
  company: string | null
  companyKey: string | null
  companyDomain: string | null
  externalId: string | null
  ownerId: string | null
}

export function emptyDeal(rowNo: number): StagedDeal {
  return {
    ...{ rowNo, problem: null, warning: null, matchKey: null, custom: null },
    ...{ title: null, titleKey: null, pipelineId: null, stageId: null, amountMinor: null },
    ...{ currency: null, status: null, closedOn: null, openedOn: null, expectedCloseOn: null },
    ...{ contactEmail: null, company: null, companyKey: null, companyDomain: null },
    ...{ externalId: null, ownerId: null },
  }
}

export const DEAL_TABLE = tableOf<StagedDeal>('import_deal_rows', {
  problem: (row) => text(row.problem),
  warning: (row) => text(row.warning),
  match_key: (row) => text(row.matchKey),
  title: (row) => text(row.title),
  title_key: (row) => text(row.titleKey),
  pipeline_id: (row) => text(row.pipelineId),
  stage_id: (row) => text(row.stageId),
  amount_minor: (row) => text(row.amountMinor === null ? null : String(row.amountMinor)),
  currency: (row) => text(row.currency),
  status: (row) => text(row.status),
  closed_on: (row) => text(row.closedOn),
  opened_on: (row) => text(row.openedOn),
  expected_close_on: (row) => text(row.expectedCloseOn),
  contact_email: (row) => text(row.contactEmail),
  company: (row) => text(row.company),
  company_key: (row) => text(row.companyKey),
  company_domain: (row) => text(row.companyDomain),
  external_id: (row) => text(row.externalId),
  owner_id: (row) => text(row.ownerId),
  custom: (row) => json(row.custom),
})
