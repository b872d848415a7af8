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

/** What the value of a choice may be; `keyOf` makes such. */
const VALUE = /^[a-z0-9_]{1,60}$/

/**
 * The choices as they are kept: a choice keeps its value whatever it is called later; a new one has the value that was
 * given, or gets one from its label. Throws a validation error for none, for two of one name or value, and for a value
 * that cannot be one.
 */
export function cleanOptions(given: GivenOption[], known: FieldOption[]): FieldOption[] {
  if (given.length === 0) refuseField('options', 'Add at least one choice')
  const taken = new Set(known.map(({ value }) => value))
  takeGiven(given, taken)
  const labels = new Set<string>()
  return given.map(({ value, label, color }) => {
    const name = label.trim().replace(/\s+/g, ' ')
    if (labels.has(fold(name))) refuseField('options', `"${name}" stands there twice`)
    labels.add(fold(name))
    const kept = value || freshValue(name, taken)
    taken.add(kept)
    return { value: kept, label: name, color: color ?? 'neutral' }
  })
}

/** Adds the values that were given to those that are taken. */
function takeGiven(given: GivenOption[], taken: Set<string>): void {
  const seen = new Set<string>()
  for (const [n, { value }] of given.entries()) {
    if (!value) continue
    const field = `options.${n}.value`
    if (seen.has(value)) refuseField(field, `The value "${value}" stands there twice`)
    if (!taken.has(value) && !VALUE.test(value)) {
      refuseField(field, 'A value is of small letters a to z, digits and underscores')
    }
    seen.add(value)
  }
  for (const value of seen) taken.add(value)
}

function freshValue(label: string, taken: Set<string>): string {
  const base = keyOf(label)
  let value = base
  for (let n = 2; taken.has(value); n++) value = `${base}_${n}`
  return value
}
