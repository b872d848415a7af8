import type { CountryCode } from 'libphonenumber-js'

/** What the person who imports has decided beside the mapping. */
export type ImportRules = {
  /** `create` leaves known people alone, `update` makes nobody. */
  mode: 'both' | 'create' | 'update'
  /** By what a row finds its contact; a phone number or an id that finds nobody leaves it to the e-mail address. */
  matchBy: 'email' | 'phone' | 'external_id'
  /** Whether values of the file replace those that a contact has. Empty cells never do. */
  existing: 'replace' | 'keep'
  /** Whether a row with a value that cannot be read is imported without that value. */
  flawed: 'leave_out' | 'refuse'
  /** Country of phone numbers without a prefix. */
  phoneCountry: CountryCode | null
  /** Tags for everybody in the file. */
  tags: string[]
  /** The static list on which everybody of the file comes; without an id a new one of that name. */
  list?: ImportList | null
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
