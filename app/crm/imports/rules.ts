import type { CountryCode } from 'libphonenumber-js'
import type { Agreement } from '#crm/imports/contacts/agreement'

/** Contacts are told apart by the first three, companies by id, domain or name, deals by id or title with contact. */
export const MATCH_KEYS = ['email', 'phone', 'external_id', 'domain', 'name', 'title'] as const

/** What the person who imports has decided beside the mapping. */
export type ImportRules = {
  /** `create` leaves known records alone, `update` makes none. */
  mode: 'both' | 'create' | 'update'
  /** By what a row finds its record: one of the `matchKeys` of the import's kind. */
  matchBy: (typeof MATCH_KEYS)[number]
  /** Whether values of the file replace those that a record has. Empty cells never do. */
  existing: 'replace' | 'keep'
  /** Whether a row with a value that cannot be read is imported without that value. */
  flawed: 'leave_out' | 'refuse'
  /** Country of phone numbers without a prefix. */
  phoneCountry: CountryCode | null
  /** Tags for all of the file. */
  tags: string[]
  /** The static list on which everybody of the file comes; without an id a new one of that name. */
  list?: ImportList | null
  /** Of deals: where rows stand that name no pipeline or stage; without one it is the first. */
  pipelineId?: string | null
  /** Of contacts: what all of them agreed to. */
  agreement?: Agreement | null
}

export type ImportList = { id: string | null; name: string; isMade?: boolean }

export const DEFAULT_RULES: ImportRules = {
  mode: 'both',
  matchBy: 'email',
  existing: 'replace',
  flawed: 'leave_out',
  phoneCountry: null,
  tags: [],
  list: null,
}
