import { type FieldOption, type FieldType } from '#crm/models/custom_field'
import CustomField from '#crm/models/custom_field'
import { optionsOf } from '#crm/custom_values'

/** `firstName`, `lastName`, `phone`, or `custom.<key>`; the e-mail address is always asked for. */
export type FormField = { key: string; isRequired: boolean }

/** Kinds of custom fields that a visitor can fill in. */
const FILLABLE: FieldType[] = [
  'text',
  'long_text',
  'number',
  'date',
  'boolean',
  'select',
  'multi_select',
  'url',
]

/** A field as the page draws it. */
export type DrawnField = {
  key: string
  /** Of the input: `first_name`, `custom[key]`. */
  name: string
  label: string
  help: string | null
  type:
    'text' | 'tel' | 'textarea' | 'number' | 'date' | 'checkbox' | 'select' | 'checkboxes' | 'url'
  autocomplete: string | null
  isRequired: boolean
  options: Pick<FieldOption, 'value' | 'label'>[]
}

const PLAIN: Record<string, Pick<DrawnField, 'name' | 'label' | 'type' | 'autocomplete'>> = {
  firstName: { name: 'first_name', label: 'First name', type: 'text', autocomplete: 'given-name' },
  lastName: { name: 'last_name', label: 'Last name', type: 'text', autocomplete: 'family-name' },
  phone: { name: 'phone', label: 'Phone', type: 'tel', autocomplete: 'tel' },
}

const TYPES: Partial<Record<FieldType, DrawnField['type']>> = {
  text: 'text',
  long_text: 'textarea',
  number: 'number',
  date: 'date',
  boolean: 'checkbox',
  select: 'select',
  multi_select: 'checkboxes',
  url: 'url',
}

/** Custom fields of contacts that may stand on a form. */
export async function fillableFields(): Promise<CustomField[]> {
  const fields = await CustomField.activeOf('contact')
  return fields.filter(({ type }) => FILLABLE.includes(type))
}

/** All that a form may ask for, for its editor. */
export function fieldChoices(custom: CustomField[]): { key: string; label: string }[] {
  return [
    ...Object.entries(PLAIN).map(([key, { label }]) => ({ key, label })),
    ...custom.map(({ key, label }) => ({ key: `custom.${key}`, label })),
  ]
}

/** The fields of a form as they are drawn; those that are gone meanwhile are left out. */
export function drawnFields(fields: FormField[], custom: CustomField[]): DrawnField[] {
  return fields.flatMap(({ key, isRequired }): DrawnField[] => {
    const plain = PLAIN[key]
    if (plain) return [{ key, isRequired, help: null, options: [], ...plain }]
    const field = custom.find((one) => `custom.${one.key}` === key)
    if (!field) return []
    return [
      {
        key,
        name: `custom[${field.key}]${field.type === 'multi_select' ? '[]' : ''}`,
        label: field.label,
        help: field.help,
        type: TYPES[field.type] ?? 'text',
        autocomplete: null,
        isRequired: isRequired || field.isRequired,
        options: optionsOf(field).map(({ value, label }) => ({ value, label })),
      },
    ]
  })
}
