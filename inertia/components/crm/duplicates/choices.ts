import type { Candidate } from './types'

export type Choice = { key: string; label: string; a: string | null; b: string | null }

const FIELDS: [string, string, keyof Candidate][] = [
  ['first_name', 'First name', 'firstName'],
  ['last_name', 'Last name', 'lastName'],
  ['job_title', 'Job title', 'jobTitle'],
  ['lifecycle', 'Stage', 'lifecycle'],
  ['owner_id', 'Owner', 'owner'],
  ['address', 'Address', 'address'],
  ['locale', 'Language', 'locale'],
  ['time_zone', 'Time zone', 'timeZone'],
  ['external_id', 'External id', 'externalId'],
]

function words(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length ? value.join(', ') : null
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'object' && 'minor' in value) {
    const { minor, currency } = value as { minor: number; currency: string }
    return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100)
  }
  return String(value)
}

const capital = (text: string | null) => text && text[0].toUpperCase() + text.slice(1)

/** Fields of which at least one of the two has a value. */
export function choicesOf(
  a: Candidate,
  b: Candidate,
  custom: { key: string; label: string }[]
): Choice[] {
  const rows = [
    ...FIELDS.map(([key, label, name]) => ({ key, label, a: words(a[name]), b: words(b[name]) })),
    ...custom.map(({ key, label }) => ({
      key: `custom.${key}`,
      label,
      a: words(a.custom[key]),
      b: words(b.custom[key]),
    })),
  ]
  for (const row of rows.filter(({ key }) => key === 'lifecycle')) {
    row.a = capital(row.a)
    row.b = capital(row.b)
  }
  return rows.filter((row) => row.a !== null || row.b !== null)
}
