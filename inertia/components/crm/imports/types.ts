import type { FieldType } from '~/components/crm/fields/types'
import type { Kind } from '~/components/crm/imports/kinds'

export type Rules = {
  mode: 'both' | 'create' | 'update'
  /** One of the match keys of the import's kind. */
  matchBy: string
  existing: 'replace' | 'keep'
  flawed: 'leave_out' | 'refuse'
  phoneCountry: string | null
  tags: string[]
  list?: { id: string | null; name: string } | null
  pipelineId?: string | null
  agreement?: Agreement | null
}

/** What the people of a file agreed to; no topic is all marketing. */
export type Agreement = { topicId: string | null; wording: string; document: string }

export type Sample = {
  rowNo: number
  verdict: string
  name: string
  second: string | null
  detail: string | null
  reason: string | null
  recordId: string | null
}

export type Findings = {
  rows: number
  new: number
  update: number
  duplicate: number
  invalid: number
  skipped: number
  warned: number
  optOuts: number
  samples: Sample[]
}

export type Batch = {
  id: string
  name: string
  kind: Kind
  size: number
  state:
    | 'uploaded'
    | 'mapped'
    | 'dry_run'
    | 'running'
    | 'done'
    | 'failed'
    | 'cancelled'
    | 'undoing'
    | 'undone'
  problem: string | null
  headers: string[]
  samples: string[][]
  mapping: (string | null)[]
  rules: Rules
  reading: {
    kind: 'csv' | 'xlsx'
    hasHeader: boolean
    encoding: string | null
    delimiter: string | null
  }
  findings: Findings | null
  rowsRead: number
  startedAt: string | null
  createdAt: string
  finishedAt: string | null
  hasErrorFile: boolean
  isUndoable: boolean
  /** When file and journal go, or went. */
  keptUntil: string | null
  isKept: boolean
}

export type Progress = {
  chunks: number
  done: number
  undone: number
  rows: number
  rowsDone: number
  created: number
  updated: number
  unchanged: number
  skipped: number
  refused: number
  kept: number
}

export type ListOption = { value: string; label: string }
/** By what rows are told apart; one of `needs` must be mapped. */
export type MatchKey = { value: string; label: string; needs: string[]; lacking: string }
/** Rules that not every kind has. */
export type Extra = 'tags' | 'list' | 'phoneCountry' | 'pipeline' | 'agreement'
/** What of its kind an import can be told. */
export type Choices = {
  lists: ListOption[]
  pipelines: ListOption[]
  topics: ListOption[]
  matchKeys: MatchKey[]
  extras: Extra[]
  can: Can
}
export type Can = { useList: boolean; makeList: boolean; makeField: boolean }
export type FieldSuggestion = { label: string; type: FieldType; options: string[] }
export type TargetOption = { value: string; label: string; group: string }

type Look = {
  label: string
  icon: string
  color: 'neutral' | 'info' | 'success' | 'warning' | 'error' | 'primary'
}

export const STATES: Record<Batch['state'], Look> = {
  uploaded: { label: 'To be mapped', icon: 'i-lucide-table-columns-split', color: 'neutral' },
  mapped: { label: 'Being checked', icon: 'i-lucide-loader', color: 'info' },
  dry_run: { label: 'Ready to import', icon: 'i-lucide-circle-help', color: 'primary' },
  running: { label: 'Importing', icon: 'i-lucide-loader', color: 'info' },
  done: { label: 'Imported', icon: 'i-lucide-circle-check', color: 'success' },
  failed: { label: 'Stopped', icon: 'i-lucide-circle-x', color: 'error' },
  cancelled: { label: 'Cancelled', icon: 'i-lucide-ban', color: 'neutral' },
  undoing: { label: 'Being undone', icon: 'i-lucide-loader', color: 'info' },
  undone: { label: 'Undone', icon: 'i-lucide-undo-2', color: 'neutral' },
}

export const count = (n: number) => n.toLocaleString('en')
