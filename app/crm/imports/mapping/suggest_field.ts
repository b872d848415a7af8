import { castCustomTexts } from '#crm/custom_values'
import type { FieldType } from '#crm/models/custom_field'

export type FieldSuggestion = {
  label: string
  type: FieldType
  /** The choices that stand in the sample, of a choice. */
  options: string[]
}

/** From the narrowest to the widest: the first that reads every value of the sample. */
const READABLE: FieldType[] = ['boolean', 'date', 'number', 'money', 'url']
/** So few different values in so many cells are choices. */
const MOST_CHOICES = 6
const FEWEST_CELLS = 12
const LONG = 120

/** What kind of field a column of a file would make, by its name and its first values. */
export function suggestField(header: string, cells: string[]): FieldSuggestion {
  const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const label =
    header
      .replace(/[_\s]+/g, ' ')
      .trim()
      .slice(0, 80) || 'New field'
  const type = READABLE.find((one) => values.length > 0 && fits(one, values))
  if (type) return { label, type, options: [] }
  const different = [...new Map(values.map((value) => [value.toLowerCase(), value])).values()]
  const isChoice =
    values.length >= FEWEST_CELLS &&
    different.length <= MOST_CHOICES &&
    different.every((value) => value.length <= 80)
  if (isChoice) return { label, type: 'select', options: different }
  const isLong = values.some((value) => value.length > LONG || value.includes('\n'))
  return { label, type: isLong ? 'long_text' : 'text', options: [] }
}

function fits(type: FieldType, values: string[]): boolean {
  // A number that begins with a nought is a code, and one that stands everywhere tells no yes from no.
  if (type === 'number' && values.some((value) => /^0\d/.test(value))) return false
  if (type === 'boolean' && values.every((value) => /^\d+$/.test(value))) {
    if (new Set(values).size < 2) return false
  }
  if (type === 'money' && !values.every((value) => /[€$£¥]|\b[A-Z]{3}\b/.test(value))) return false
  const field = { key: 'value', label: 'Value', type, options: [], isRequired: false }
  return values.every(
    (value) =>
      Object.keys(castCustomTexts([field], { value }, { currency: 'EUR' }).errors).length === 0
  )
}
