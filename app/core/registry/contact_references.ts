import { Registry } from '#core/registry/registry'

/**
 * A column that names a contact. Merging moves it to the contact that stays, and
 * undoing brings it back; a test fails when a foreign key to contacts is not here.
 */
export type ContactReference = {
  table: string
  /** Column with the contact's id. */
  column: string
  /** Columns that tell a row of the table; `organization_id` goes without saying. */
  key: string[]
  /**
   * Columns that together with the contact are unique: where the staying contact has such a row
   * already, the other's stays where it is (or is dropped where `onConflict` says so, journaled whole).
   */
  unique?: string[][]
  onConflict?: 'keep' | 'drop'
  /** Where both have a row, what the staying contact's row takes over from the other's. */
  unite?: Record<string, 'earliest' | 'latest' | 'filled'>
  /** A flag that at most one row of a contact has; rows that move lose it where the staying contact has one. */
  flag?: string
  /** Columns whose values make the row name a contact, of rows that may name other things: `{ target_type: 'contact' }`. */
  where?: Record<string, string>
  /** For the preview: `3 orders`. */
  label: { one: string; many: string }
  /** Append-only ledgers stay with the contact that they were written for and are read through `merged_into_id`. */
  isLedger?: boolean
}

/** By `<table>.<column>`. */
export const contactReferences = new Registry<ContactReference>('contact reference')
