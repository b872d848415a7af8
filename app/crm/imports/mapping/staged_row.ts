/** What every kind stages of a row, normalised; each adds columns of its own. */
export type StagedRow = {
  rowNo: number
  /** Why the row cannot be imported, in words for people. */
  problem: string | null
  /** What of it cannot be read and is left out. */
  warning: string | null
  /** Rows of one key are about one record. */
  matchKey: string | null
  custom: Record<string, unknown> | null
}
