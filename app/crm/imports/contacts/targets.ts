/** Where the values of a column go: one of these, or `custom:<key>`, or nowhere (null). */
export const TARGETS = {
  email: 'E-mail',
  other_email: 'Another e-mail',
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  phone: 'Phone',
  other_phone: 'Another phone',
  company: 'Company',
  job_title: 'Job title',
  tags: 'Tags',
  street: 'Street',
  city: 'City',
  region: 'State or region',
  postal_code: 'Postal code',
  country: 'Country',
  locale: 'Language',
  time_zone: 'Time zone',
  lifecycle: 'Stage',
  owner: 'Owner',
  external_id: 'Id in another system',
  unsubscribed: 'Unsubscribed or bounced',
  agreed_at: 'Agreed on',
  agreed_ip: 'Agreed from (IP address)',
} as const

export type Target = keyof typeof TARGETS

/** Targets that take several columns. */
export const REPEATABLE: Target[] = ['other_email', 'other_phone', 'tags', 'unsubscribed', 'street']

/** Columns of contacts that are taken over as they are. */
export const PLAIN = [
  'first_name',
  'last_name',
  'external_id',
  'job_title',
  'locale',
  'time_zone',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
  'lifecycle',
] as const
export type Plain = (typeof PLAIN)[number]
