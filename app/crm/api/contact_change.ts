import type { Change } from '#crm/events/change'
import { customChanges } from '#crm/custom_record'
import { type FieldRule, withCustomValues } from '#crm/custom_values'
import type { ContactColumn, ContactWish } from '#crm/api/contact_wish'
import type { NewRow, StandingContact } from '#crm/queries/api/contact_rows'

const LABELS: Record<ContactColumn, string> = {
  first_name: 'First name',
  last_name: 'Last name',
  job_title: 'Job title',
  external_id: 'External id',
  lifecycle: 'Lifecycle stage',
  owner_id: 'Owner',
  locale: 'Language',
  time_zone: 'Time zone',
  street: 'Street',
  city: 'City',
  region: 'Region',
  postal_code: 'Postal code',
  country: 'Country',
}

/** The row after a wish, and what of it is another than before. */
export function changeOf(
  standing: StandingContact,
  { columns, custom }: ContactWish,
  fields: FieldRule[]
): { row: NewRow; changes: Change[] } {
  const changes: Change[] = []
  const after = { ...standing.columns, ...columns }
  for (const [column, label] of Object.entries(LABELS)) {
    const before = standing.columns[column]?.trim() ?? null
    const now = after[column as ContactColumn] ?? null
    if (before !== now) changes.push({ field: camel(column), label, before, after: now })
  }
  const values = withCustomValues(standing.custom, custom)
  changes.push(...customChanges(fields, standing.custom, values))
  return { row: { id: standing.id, ...after, custom: values }, changes }
}

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
