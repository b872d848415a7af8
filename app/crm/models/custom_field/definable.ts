import { fold } from '#crm/fold'
import { refuseField } from '#crm/field_error'
import type { FieldOption, FieldType } from '#crm/models/custom_field'

/** Types whose values stand in an order that people sort and filter ranges by: always indexed. */
export const ALWAYS_INDEXED: FieldType[] = ['number', 'money', 'date']
/** Types that become sortable by a switch. */
export const SORTABLE: FieldType[] = ['text', 'url', 'select', 'boolean']

export type GivenOption = { value?: string | null; label: string; color?: string | null }

export type FieldDetails = {
  label?: string
  help?: string | null
  isRequired?: boolean
  isSortable?: boolean
  options?: GivenOption[]
}

/** "Shoe size (EU)" is `shoe_size_eu`. */
export function keyOf(label: string): string {
  const key = fold(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 50)
  return /^[a-z]/.test(key) ? key : `field_${key}`.replace(/_$/, '')
}

/**
 * The choices as they are kept: a choice keeps its value whatever it is called
 * later, a new one gets one from its label. Throws a validation error for none
 * and for two of one name.
 */
export function cleanOptions(given: GivenOption[], known: FieldOption[]): FieldOption[] {
  if (given.length === 0) refuseField('options', 'Add at least one choice')
  const values = new Set(known.map(({ value }) => value))
  const labels = new Set<string>()
  return given.map(({ value, label, color }) => {
    const name = label.trim().replace(/\s+/g, ' ')
    if (labels.has(fold(name))) refuseField('options', `"${name}" stands there twice`)
    labels.add(fold(name))
    const kept = known.find((option) => option.value === value)?.value ?? freshValue(name, values)
    values.add(kept)
    return { value: kept, label: name, color: color ?? 'neutral' }
  })
}

function freshValue(label: string, taken: Set<string>): string {
  const base = keyOf(label)
  let value = base
  for (let n = 2; taken.has(value); n++) value = `${base}_${n}`
  return value
}
