import { DateTime } from 'luxon'
import type { Change } from '#crm/events/change'

/** Names of fields as people know them. */
const LABELS: Record<string, string> = {
  firstName: 'First name',
  lastName: 'Last name',
  jobTitle: 'Job title',
  lifecycle: 'Stage',
  ownerId: 'Owner',
  locale: 'Language',
  timeZone: 'Time zone',
  street: 'Street',
  city: 'City',
  region: 'Region',
  postalCode: 'Postal code',
  country: 'Country',
  externalId: 'External ID',
  avatarFileId: 'Picture',
  name: 'Name',
  domain: 'Domain',
  website: 'Website',
  phone: 'Phone',
  industry: 'Industry',
  size: 'Size',
  description: 'About',
}

/** Ids say nothing to people: that they changed is told, not from what. */
const UNTOLD = ['ownerId', 'avatarFileId']

/** What a model's change reads as: fields that differ, with before and after. */
export function changesOf(
  before: Record<string, unknown>,
  after: Record<string, unknown>
): Change[] {
  return Object.keys(after)
    .filter((field) => field !== 'custom' && !(after[field] instanceof DateTime))
    .map((field) => ({
      field,
      label: LABELS[field] ?? field,
      before: told(field, before[field]),
      after: told(field, after[field]),
    }))
}

function told(field: string, value: unknown): Change['before'] {
  if (UNTOLD.includes(field) || value === undefined) return null
  return typeof value === 'string' ? value.slice(0, 200) : (value as Change['before'])
}
