export type FieldType =
  | 'text'
  | 'long_text'
  | 'number'
  | 'money'
  | 'date'
  | 'boolean'
  | 'select'
  | 'multi_select'
  | 'url'
  | 'reference'

export type FieldOption = { value: string; label: string; color?: string }

/** A custom field, or one of the house's own that is shown like one. */
export type Field = {
  key: string
  label: string
  type: FieldType
  help?: string | null
  isRequired?: boolean
  options?: FieldOption[]
  currency?: string | null
  reference?: string | null
}

export type Money = { minor: number; currency: string }

/** What references point at, by id. */
export type References = Record<string, { id: string; name: string; href: string | null }>

/** Sources of choices by what a reference points at. */
export const SOURCES: Record<string, string> = {
  contact: 'contacts',
  company: 'companies',
  deal: 'deals',
  member: 'members',
}

export const TYPE_LABELS: Record<FieldType, { label: string; icon: string; hint: string }> = {
  text: { label: 'Text', icon: 'i-lucide-type', hint: 'One line' },
  long_text: { label: 'Long text', icon: 'i-lucide-text', hint: 'Several lines' },
  number: { label: 'Number', icon: 'i-lucide-hash', hint: 'Sorted and filtered by size' },
  money: { label: 'Money', icon: 'i-lucide-banknote', hint: 'An amount in a currency' },
  date: { label: 'Date', icon: 'i-lucide-calendar', hint: 'A day' },
  boolean: { label: 'Yes or no', icon: 'i-lucide-toggle-left', hint: 'Nothing in between' },
  select: { label: 'Choice', icon: 'i-lucide-list', hint: 'One of several' },
  multi_select: { label: 'Choices', icon: 'i-lucide-list-checks', hint: 'Any of several' },
  url: { label: 'Web address', icon: 'i-lucide-link', hint: 'A link to open' },
  reference: { label: 'Reference', icon: 'i-lucide-arrow-up-right', hint: 'Another record' },
}
