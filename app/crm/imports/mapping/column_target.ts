/** A target of the import's kind, `custom:<key>`, or null for a column that is left out. */
export type ColumnTarget = string | null
