import { LOCALES } from '~/components/identity/locales'
import { COUNTRIES } from '~/ui/countries'
import type { Field, FieldOption } from '~/components/crm/fields/types'

const text = (key: string, label: string): Field => ({ key, label, type: 'text' })
const zones = (): FieldOption[] =>
  Intl.supportedValuesOf('timeZone').map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))

const OWNER: Field = { key: 'ownerId', label: 'Owner', type: 'reference', reference: 'member' }

const PLACE: Field[] = [
  text('street', 'Street'),
  text('postalCode', 'Postal code'),
  text('city', 'City'),
  text('region', 'Region'),
  { key: 'country', label: 'Country', type: 'select', options: COUNTRIES },
]

/** What every contact has, as fields that are edited like the organization's own. */
export function contactFields(lifecycle: FieldOption[]) {
  return {
    details: [
      text('firstName', 'First name'),
      text('lastName', 'Last name'),
      text('jobTitle', 'Job title'),
      {
        key: 'lifecycle',
        label: 'Stage',
        type: 'select',
        isRequired: true,
        // Without a colour they read as text.
        options: lifecycle.map(({ value, label }) => ({ value, label })),
      },
      OWNER,
    ] as Field[],
    place: [
      ...PLACE,
      { key: 'timeZone', label: 'Time zone', type: 'select', options: zones() },
      { key: 'locale', label: 'Language', type: 'select', options: LOCALES },
    ] as Field[],
    origin: [text('externalId', 'External ID')],
  }
}

const SIZES = ['1', '2–10', '11–50', '51–200', '201–1,000', 'More than 1,000']

export function companyFields() {
  return {
    details: [
      { ...text('name', 'Name'), isRequired: true },
      {
        key: 'domain',
        label: 'Domain',
        type: 'text',
        help: 'Addresses at it suggest this company',
      },
      { key: 'website', label: 'Website', type: 'url' },
      text('phone', 'Phone'),
      text('industry', 'Industry'),
      {
        key: 'size',
        label: 'People',
        type: 'select',
        options: SIZES.map((value) => ({ value, label: value })),
      },
      OWNER,
      { key: 'description', label: 'About', type: 'long_text' },
    ] as Field[],
    place: PLACE,
    origin: [text('externalId', 'External ID')],
  }
}
