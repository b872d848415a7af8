import { castForRecord } from '#crm/custom_record'
import type { CastValues } from '#crm/custom_values'
import { isOrdered } from '#crm/lists/sorts'
import CustomField from '#crm/models/custom_field'

/** Custom fields of deals in use, in their order. */
export function dealFields(): Promise<CustomField[]> {
  return CustomField.query()
    .where('entity', 'deal')
    .whereNull('archivedAt')
    .orderBy('position')
    .orderBy('createdAt')
}

/** Checks what was given for custom fields. Throws a validation error at `custom.<key>`. */
export async function dealCustom(given: unknown): Promise<CastValues | undefined> {
  if (given === undefined || given === null) return undefined
  return castForRecord(await dealFields(), given)
}

/** What a page needs to show, edit and sort by a custom field. */
export function fieldForPage(field: CustomField) {
  const { key, label, type, options, help, isRequired } = field
  return {
    ...{ key, label, type, options: options as unknown, help, isRequired },
    isSortable: isOrdered(field),
  }
}
