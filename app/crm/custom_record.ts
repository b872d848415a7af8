import {
  type CastValues,
  castCustomValues,
  customText,
  type FieldRule,
  referenceOf,
} from '#crm/custom_values'
import type { Change } from '#crm/events/change'
import { refuseFields } from '#crm/field_error'
import type CustomField from '#crm/models/custom_field'
import { referenced, type Referenced } from '#crm/queries/references'

/**
 * Checks what somebody gave for the fields of a record, references included.
 * Throws a validation error with a sentence at each `custom.<key>`. Lay the
 * result over what stands there with withCustomValues().
 */
export async function castForRecord(
  fields: FieldRule[],
  given: unknown,
  { isWhole = false }: { isWhole?: boolean } = {}
): Promise<CastValues> {
  const cast = castCustomValues(fields, given ?? {}, { isWhole })
  const errors = { ...cast.errors, ...(await missingReferences(fields, [cast]))[0] }
  if (Object.keys(errors).length > 0) refuseFields(errors, 'custom.')
  return cast
}

/** For each of many casts: a sentence per key whose reference points at nothing. One query per kind of record. */
export async function missingReferences(
  fields: FieldRule[],
  casts: CastValues[]
): Promise<Record<string, string>[]> {
  const errors: Record<string, string>[] = casts.map(() => ({}))
  for (const field of fields.filter(({ type }) => type === 'reference')) {
    const ids = casts.flatMap(({ set }) => (set[field.key] as string | undefined) ?? [])
    const found = new Set(
      (await referenced(referenceOf(field), [...new Set(ids)])).map(({ id }) => id)
    )
    casts.forEach(({ set }, n) => {
      const id = set[field.key] as string | undefined
      if (id && !found.has(id)) errors[n][field.key] = 'Choose one from the list'
    })
  }
  return errors
}

/** Names of what the references of a record point at, by id. */
export async function namesOfReferences(
  fields: Pick<CustomField, 'key' | 'type' | 'options'>[],
  custom: Record<string, unknown>
): Promise<Record<string, Referenced>> {
  const named: Record<string, Referenced> = {}
  for (const field of fields) {
    const id = custom[field.key]
    if (field.type !== 'reference' || typeof id !== 'string') continue
    for (const one of await referenced(referenceOf(field), [id])) named[one.id] = one
  }
  return named
}

/** Before and after of the custom values that differ, as people read them. */
export function customChanges(
  fields: FieldRule[],
  before: Record<string, unknown>,
  after: Record<string, unknown>
): Change[] {
  return fields.flatMap((field) => {
    const [old, now] = [customText(field, before[field.key]), customText(field, after[field.key])]
    if (old === now && (before[field.key] === undefined) === (after[field.key] === undefined))
      return []
    return {
      field: `custom.${field.key}`,
      label: field.label,
      before: old.slice(0, 200) || null,
      after: now.slice(0, 200) || null,
    }
  })
}
