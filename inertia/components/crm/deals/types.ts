export type Money = { minor: number; currency: string }
export type Stage = {
  id: string
  name: string
  probability: number
  rottingDays: number | null
  requiredFields: string[]
}
export type Pipeline = { id: string; name: string; stages: Stage[] }
export type Field = {
  key: string
  label: string
  type: string
  options: unknown
  help: string | null
  isRequired: boolean
  isSortable: boolean
}
export type Reason = { id: string; outcome: 'won' | 'lost'; label: string }
export type Owner = { id: string; name: string }
export type Can = { create: boolean; update: boolean; delete: boolean; settings: boolean }

/** What every page of deals chooses from. */
export type Setting = {
  pipelines: Pipeline[]
  owners: Owner[]
  reasons: Reason[]
  fields: Field[]
  currency: string
  me: string
  can: Can
}

export type Card = {
  id: string
  stageId: string
  /** Cards of a stage are sorted by this, then by id. */
  rank: string
  title: string
  amountMinor: number
  currency: string
  expectedCloseOn: string | null
  contactId: string | null
  contact: string | null
  companyId: string | null
  company: string | null
  ownerId: string | null
  owner: string | null
  daysInStage: number
  isRotting: boolean
  isOverdue: boolean
  custom: Record<string, unknown>
}

export type StageTotal = {
  stageId: string
  currency: string
  count: number
  sumMinor: number
  weightedMinor: number
}

export type Board = { totals: StageTotal[]; cards: Card[]; more: string[] }

/** Details as a form holds them: the amount as it is typed. */
export type DetailsForm = {
  title: string
  amount: string
  currency: string
  contactId: string | null
  companyId: string | null
  ownerId: string | null
  expectedCloseOn: string | null
  custom: Record<string, unknown>
}
