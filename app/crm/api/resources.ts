import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { suppressed } from '#crm/api/suppressed'
import { LIFECYCLE } from '#crm/lifecycle'
import type Company from '#crm/models/company'
import type Contact from '#crm/models/contact'
import type CustomField from '#crm/models/custom_field'
import { FIELD_ENTITIES, FIELD_TYPES } from '#crm/models/custom_field'
import type Tag from '#crm/models/tag'
import {
  companiesOfContacts,
  emailsOfContacts,
  ownersNamed,
  phonesOfContacts,
  tagsOfCompanies,
  tagsOfContacts,
} from '#crm/queries/api/related'

const { nullable } = as

const optOut = as.list(
  as.object(suppressed),
  'What holds this address back now, whatever was agreed. Empty when it has not opted out.'
)

const tag = as.object({ id: as.id(), name: as.text(), color: as.text() })
const member = as.object(
  { id: as.id(), name: as.text(), email: as.text() },
  'A member of the organization.'
)

const CUSTOM =
  'Values of custom fields by their key: text, number, boolean, day, list of choices, or `{minor, currency}`.'

type Owned = { id: string; ownerId: string | null }

export const owner = loaded<Owned>(nullable(member), async (rows, client) => {
  const owners = await ownersNamed(
    rows.map(({ ownerId }) => ownerId),
    client
  )
  return ({ ownerId }) => (ownerId ? (owners.get(ownerId) ?? null) : null)
})

/** A field that hangs on records by their id. */
function hanging<T extends { id: string }>(
  schema: Parameters<typeof loaded>[0],
  find: typeof emailsOfContacts
) {
  return loaded<T>(schema, async (rows, client) => {
    const of = await find(
      rows.map(({ id }) => id),
      client
    )
    return ({ id }) => of(id)
  })
}

/** Where somebody or something is. */
const place = {
  street: field<Contact | Company>(nullable(as.text()), (row) => row.street),
  city: field<Contact | Company>(nullable(as.text()), (row) => row.city),
  region: field<Contact | Company>(nullable(as.text()), (row) => row.region),
  postal_code: field<Contact | Company>(nullable(as.text()), (row) => row.postalCode),
  country: field<Contact | Company>(nullable(as.text('ISO 3166 alpha-2.')), (row) => row.country),
}

export const contactResource = new ApiResource<Contact>(
  'Contact',
  'A person in the organization: lead, subscriber, buyer, student.',
  {
    id: field(as.id(), (contact) => contact.id),
    email: field(nullable(as.text('The primary address.')), (contact) => contact.email),
    phone: field(
      nullable(as.text('The primary number, in E.164.')),
      (contact) => contact.phoneE164
    ),
    first_name: field(nullable(as.text()), (contact) => contact.firstName),
    last_name: field(nullable(as.text()), (contact) => contact.lastName),
    job_title: field(nullable(as.text()), (contact) => contact.jobTitle),
    external_id: field(
      nullable(as.text('Your own id of this person, unique in the organization.')),
      (contact) => contact.externalId
    ),
    lifecycle: field(
      as.oneOf(
        LIFECYCLE.map(({ value }) => value),
        'How far somebody has come.'
      ),
      (contact) => contact.lifecycle
    ),
    source: field(as.text('Where the contact came from first.'), (contact) => contact.source),
    owner_id: field(
      nullable(as.id('User id of the member who looks after this person.')),
      (contact) => contact.ownerId
    ),
    locale: field(nullable(as.text('ISO 639-1.')), (contact) => contact.locale),
    time_zone: field(nullable(as.text('IANA name.')), (contact) => contact.timeZone),
    ...place,
    emails: hanging<Contact>(
      as.list(
        as.object({
          ...{ id: as.id(), email: as.text(), label: as.text(), is_primary: as.boolean() },
          opt_out: optOut,
        }),
        'All addresses, the primary one first.'
      ),
      emailsOfContacts
    ),
    phones: hanging<Contact>(
      as.list(
        as.object({
          ...{ id: as.id(), phone: as.text(), label: as.text(), is_primary: as.boolean() },
          opt_out: optOut,
        }),
        'All numbers, the primary one first.'
      ),
      phonesOfContacts
    ),
    tags: hanging<Contact>(as.list(tag), tagsOfContacts),
    custom: field(as.map(CUSTOM), (contact) => contact.custom ?? {}),
    last_seen_at: field(nullable(as.time()), (contact) => contact.lastSeenAt?.toISO() ?? null),
    created_at: field(as.time(), (contact) => contact.createdAt.toISO()),
    updated_at: field(as.time(), (contact) => contact.updatedAt.toISO()),
  },
  {
    owner,
    companies: hanging<Contact>(
      as.list(
        as.object({
          id: as.id(),
          name: as.text(),
          role: nullable(as.text()),
          is_primary: as.boolean(),
        }),
        'Companies and the role there, the primary one first.'
      ),
      companiesOfContacts
    ),
  }
)

export const companyResource = new ApiResource<Company>(
  'Company',
  'A business that contacts belong to.',
  {
    id: field(as.id(), (company) => company.id),
    name: field(as.text(), (company) => company.name),
    domain: field(nullable(as.text('`example.com`')), (company) => company.domain),
    website: field(nullable(as.text()), (company) => company.website),
    phone: field(nullable(as.text()), (company) => company.phone),
    industry: field(nullable(as.text()), (company) => company.industry),
    size: field(nullable(as.text()), (company) => company.size),
    description: field(nullable(as.text()), (company) => company.description),
    external_id: field(
      nullable(as.text('Your own id of this company, unique in the organization.')),
      (company) => company.externalId
    ),
    source: field(as.text('Where the company came from first.'), (company) => company.source),
    owner_id: field(
      nullable(as.id('User id of the member who looks after it.')),
      (company) => company.ownerId
    ),
    ...place,
    tags: hanging<Company>(as.list(tag), tagsOfCompanies),
    custom: field(as.map(CUSTOM), (company) => company.custom ?? {}),
    created_at: field(as.time(), (company) => company.createdAt.toISO()),
    updated_at: field(as.time(), (company) => company.updatedAt.toISO()),
  },
  { owner }
)

export const tagResource = new ApiResource<Tag>('Tag', 'A word on contacts and companies.', {
  id: field(as.id(), (row) => row.id),
  name: field(as.text('Unique, whatever the case and accents.'), (row) => row.name),
  color: field(as.text(), (row) => row.color),
  created_at: field(as.time(), (row) => row.createdAt.toISO()),
  updated_at: field(as.time(), (row) => row.updatedAt.toISO()),
})

export const fieldResource = new ApiResource<CustomField>(
  'CustomField',
  'A field that the organization has added to its records.',
  {
    id: field(as.id(), (row) => row.id),
    entity: field(as.oneOf(FIELD_ENTITIES), (row) => row.entity),
    key: field(as.text('Its name in `custom`; it never changes.'), (row) => row.key),
    label: field(as.text(), (row) => row.label),
    type: field(as.oneOf(FIELD_TYPES), (row) => row.type),
    options: field(
      {
        description:
          'Of selects a list of `{value, label}`, of money `{currency}`, of references `{entity}`.',
      },
      (row) => row.options
    ),
    help: field(nullable(as.text()), (row) => row.help),
    is_required: field(as.boolean(), (row) => row.isRequired),
    index_state: field(
      as.oneOf(['none', 'building', 'ready'], 'Lists can be sorted by it once it is `ready`.'),
      (row) => row.indexState
    ),
    archived_at: field(nullable(as.time()), (row) => row.archivedAt?.toISO() ?? null),
    created_at: field(as.time(), (row) => row.createdAt.toISO()),
    updated_at: field(as.time(), (row) => row.updatedAt.toISO()),
  }
)
