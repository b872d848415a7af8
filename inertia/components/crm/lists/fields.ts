import type { Field, FieldType } from '~/components/crm/fields/types'
import type { Column, Named, Row } from '~/components/crm/lists/types'

const TYPES: Record<string, FieldType> = {
  choice: 'select',
  choices: 'multi_select',
  number: 'number',
  money: 'money',
  date: 'date',
  boolean: 'boolean',
  url: 'url',
  long_text: 'long_text',
  reference: 'reference',
}
const REFERENCES: Record<string, string> = {
  contacts: 'contact',
  companies: 'company',
  deals: 'deal',
  members: 'member',
}

/** A column as the inputs of fields know it. The stage is never without a value. */
export function fieldOf(column: Column): Field {
  return {
    key: column.key,
    label: column.label,
    type: TYPES[column.kind] ?? 'text',
    isRequired: column.key === 'lifecycle',
    options: column.options,
    currency: column.currency,
    reference: column.source ? (REFERENCES[column.source] ?? null) : null,
  }
}

/** What the editor of a cell begins with. */
export function draftOf(column: Column, row: Row): unknown {
  const value = row.cells[column.key]
  switch (column.kind) {
    case 'title':
      return row.firstName === undefined
        ? row.title
        : { firstName: row.firstName ?? '', lastName: row.lastName ?? '' }
    case 'tags':
      return (value as Named[]).map(({ id }) => id)
    case 'member':
    case 'reference':
      return (value as Named | null)?.id ?? null
    default:
      return value
  }
}

/** What is sent for it. */
export function sentOf(column: Column, draft: unknown): unknown {
  return column.kind === 'tags' ? { tagIds: draft } : (draft ?? null)
}
