// Made by `npm run client` from the OpenAPI document. Changes here are lost.

import type { CallOptions, Send, Upload } from './send.ts'

import type {
  Page,
  Contact,
  Activity,
  Duplicate,
  Merge,
  Company,
  Tag,
  Pipeline,
  DealReason,
  Deal,
  DealContact,
  DealLine,
  Task,
  Note,
  Segment,
  Condition,
  View,
  Consent,
  ConsentState,
  Topic,
  Suppression,
  Import,
  Export,
  CustomField,
  Form,
  Message,
  MessageWithEvents,
  Campaign,
  CampaignWithFindings,
} from './schemas.ts'

export type ContactsListQuery = {
  /** Name, address or number: words of up to three letters at its beginning, longer ones anywhere. */
  q?: string
  /** Whoever has this address, as the primary or another one. */
  email?: string
  external_id?: string
  /** Id of a tag. */
  tag?: string
  /** User id of a member. */
  owner?: string
  /** Id of a company. */
  company?: string
  lifecycle?: 'subscriber' | 'lead' | 'qualified' | 'opportunity' | 'customer' | 'former'
  source?: string
  /** Made at this moment or later. */
  created_since?: string
  /** Changed at this moment or later; goes well with `sort=updated_at`. */
  updated_since?: string
  /** A tree of conditions as JSON, as segments have them: `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`. Groups are `all`, `any` and `not`. */
  filter?: string
  /** `name`, `created_at`, `updated_at`, `last_seen_at`, or `custom.<key>` of a custom field whose `index_state` is `ready`; with a minus before it from the last to the first. Records without a value of the field come after the others. */
  sort?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsListAnswer = {
  data: Array<Contact>
  page: Page
}

export type ContactsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsGetAnswer = {
  data: Contact
}

export type ContactsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsCreateBody = {
  /** Becomes the primary address. Others stay. */
  email?: string
  /** Becomes the primary number. Without a prefix it belongs to the organization’s country. */
  phone?: string
  /** Further addresses. Each belongs to one contact alone. */
  emails?: Array<{
    email: string
    label?: string
  }>
  /** Further numbers. */
  phones?: Array<{
    phone: string
    label?: string
  }>
  /** Names of tags to put on. Missing ones are made, for which the key needs `tags:create`. Others stay. */
  tags?: Array<string>
  /** Where a new contact comes from; `api` by default. It never changes. */
  source?: string
  first_name?: string | null
  last_name?: string | null
  job_title?: string | null
  /** Your own id of this person. */
  external_id?: string | null
  lifecycle?: 'subscriber' | 'lead' | 'qualified' | 'opportunity' | 'customer' | 'former'
  /** User id of an active member. */
  owner_id?: string | null
  locale?: string | null
  /** IANA name. */
  time_zone?: string | null
  street?: string | null
  city?: string | null
  region?: string | null
  postal_code?: string | null
  /** ISO 3166 alpha-2. */
  country?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type ContactsCreateAnswer = {
  data: Contact
}

export type ContactsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsUpdateBody = {
  /** Becomes the primary address. Others stay. */
  email?: string
  /** Becomes the primary number. Without a prefix it belongs to the organization’s country. */
  phone?: string
  /** Further addresses. Each belongs to one contact alone. */
  emails?: Array<{
    email: string
    label?: string
  }>
  /** Further numbers. */
  phones?: Array<{
    phone: string
    label?: string
  }>
  /** Names of tags to put on. Missing ones are made, for which the key needs `tags:create`. Others stay. */
  tags?: Array<string>
  first_name?: string | null
  last_name?: string | null
  job_title?: string | null
  /** Your own id of this person. */
  external_id?: string | null
  lifecycle?: 'subscriber' | 'lead' | 'qualified' | 'opportunity' | 'customer' | 'former'
  /** User id of an active member. */
  owner_id?: string | null
  locale?: string | null
  /** IANA name. */
  time_zone?: string | null
  street?: string | null
  city?: string | null
  region?: string | null
  postal_code?: string | null
  /** ISO 3166 alpha-2. */
  country?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type ContactsUpdateAnswer = {
  data: Contact
}

export type ContactsDeleteAnswer = void

export type ContactsRestoreQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsRestoreAnswer = {
  data: Contact
}

export type ContactsBatchBody = {
  /** What tells who is who: `email` by default. */
  match?: 'email' | 'external_id'
  contacts: Array<{
    /** Becomes the primary address. Others stay. */
    email?: string
    /** Becomes the primary number. Without a prefix it belongs to the organization’s country. */
    phone?: string
    /** Further addresses. Each belongs to one contact alone. */
    emails?: Array<{
      email: string
      label?: string
    }>
    /** Further numbers. */
    phones?: Array<{
      phone: string
      label?: string
    }>
    /** Names of tags to put on. Missing ones are made, for which the key needs `tags:create`. Others stay. */
    tags?: Array<string>
    /** Where a new contact comes from; `api` by default. It never changes. */
    source?: string
    first_name?: string | null
    last_name?: string | null
    job_title?: string | null
    /** Your own id of this person. */
    external_id?: string | null
    lifecycle?: 'subscriber' | 'lead' | 'qualified' | 'opportunity' | 'customer' | 'former'
    /** User id of an active member. */
    owner_id?: string | null
    locale?: string | null
    /** IANA name. */
    time_zone?: string | null
    street?: string | null
    city?: string | null
    region?: string | null
    postal_code?: string | null
    /** ISO 3166 alpha-2. */
    country?: string | null
    /** Values of custom fields by their key. Null empties one. */
    custom?: Record<string, unknown>
  }>
}

export type ContactsBatchAnswer = {
  data: {
    created: number
    updated: number
    unchanged: number
    failed: number
    /** One for each contact, in their order. */
    results: Array<{
      /** Position in `contacts`, from 0. */
      index: number
      status: 'created' | 'updated' | 'unchanged' | 'failed'
      /** Of the contact; not there where it failed. */
      id?: string
      errors?: Array<{
        /** JSON pointer into this contact. */
        pointer: string
        message: string
      }>
    }>
  }
}

export type ContactsRemoveEmailQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsRemoveEmailAnswer = {
  data: Contact
}

export type ContactsRemovePhoneQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsRemovePhoneAnswer = {
  data: Contact
}

export type ContactsActivitiesQuery = {
  group?: 'notes' | 'tasks' | 'deals' | 'orders' | 'learning' | 'mails' | 'profile'
  /** Comma-separated types of events: `deal.won,deal.lost`. */
  kind?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsActivitiesAnswer = {
  data: Array<Activity>
  page: Page
}

export type DuplicatesListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DuplicatesListAnswer = {
  data: Array<Duplicate>
  page: Page
}

export type DuplicatesDismissQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DuplicatesDismissAnswer = {
  data: Duplicate
}

export type DuplicatesReopenQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DuplicatesReopenAnswer = {
  data: Duplicate
}

export type MergesListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MergesListAnswer = {
  data: Array<Merge>
  page: Page
}

export type MergesGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MergesGetAnswer = {
  data: Merge
}

export type MergesCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MergesCreateBody = {
  winner_id: string
  loser_id: string
  /** Whose value stays, by field: `{"last_name": "loser", "custom.animal": "winner"}`. Where nothing is said, the winner’s, or the loser’s where the winner has none. */
  fields?: Record<string, unknown>
}

export type MergesCreateAnswer = {
  data: Merge
}

export type MergesUndoQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MergesUndoAnswer = {
  data: Merge
}

export type CompaniesListQuery = {
  /** Words of name, domain or city. */
  q?: string
  domain?: string
  external_id?: string
  /** Id of a tag. */
  tag?: string
  /** User id of a member. */
  owner?: string
  /** Changed at this moment or later. */
  updated_since?: string
  /** A tree of conditions as JSON, as for contacts. */
  filter?: string
  /** `name`, `created_at`, or `custom.<key>` of a custom field whose `index_state` is `ready`; with a minus before it from the last to the first. Records without a value of the field come after the others. */
  sort?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesListAnswer = {
  data: Array<Company>
  page: Page
}

export type CompaniesGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesGetAnswer = {
  data: Company
}

export type CompaniesCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesCreateBody = {
  name: string
  domain?: string | null
  website?: string | null
  phone?: string | null
  industry?: string | null
  size?: string | null
  description?: string | null
  /** Your own id of this company. */
  external_id?: string | null
  /** User id of an active member. */
  owner_id?: string | null
  street?: string | null
  city?: string | null
  region?: string | null
  postal_code?: string | null
  /** ISO 3166 alpha-2. */
  country?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type CompaniesCreateAnswer = {
  data: Company
}

export type CompaniesUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesUpdateBody = {
  name?: string
  domain?: string | null
  website?: string | null
  phone?: string | null
  industry?: string | null
  size?: string | null
  description?: string | null
  /** Your own id of this company. */
  external_id?: string | null
  /** User id of an active member. */
  owner_id?: string | null
  street?: string | null
  city?: string | null
  region?: string | null
  postal_code?: string | null
  /** ISO 3166 alpha-2. */
  country?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type CompaniesUpdateAnswer = {
  data: Company
}

export type CompaniesDeleteAnswer = void

export type CompaniesRestoreQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesRestoreAnswer = {
  data: Company
}

export type ContactsJoinQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsJoinBody = {
  role?: string | null
  is_primary?: boolean
}

export type ContactsJoinAnswer = {
  data: Contact
}

export type ContactsLeaveQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsLeaveAnswer = {
  data: Contact
}

export type CompaniesActivitiesQuery = {
  group?: 'notes' | 'tasks' | 'deals' | 'orders' | 'learning' | 'mails' | 'profile'
  /** Comma-separated types of events: `deal.won,deal.lost`. */
  kind?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesActivitiesAnswer = {
  data: Array<Activity>
  page: Page
}

export type TagsListQuery = {
  /** Names that contain this, whatever the case and accents. */
  q?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TagsListAnswer = {
  data: Array<Tag>
  page: Page
}

export type TagsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TagsGetAnswer = {
  data: Tag
}

export type TagsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TagsCreateBody = {
  name: string
  color?: 'neutral' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
}

export type TagsCreateAnswer = {
  data: Tag
}

export type TagsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TagsUpdateBody = {
  name?: string
  color?: 'neutral' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
}

export type TagsUpdateAnswer = {
  data: Tag
}

export type TagsDeleteAnswer = void

export type ContactsTagQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsTagAnswer = {
  data: Contact
}

export type ContactsUntagQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ContactsUntagAnswer = {
  data: Contact
}

export type CompaniesTagQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesTagAnswer = {
  data: Company
}

export type CompaniesUntagQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CompaniesUntagAnswer = {
  data: Company
}

export type PipelinesListQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type PipelinesListAnswer = {
  data: Array<Pipeline>
}

export type PipelinesGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type PipelinesGetAnswer = {
  data: Pipeline
}

export type PipelinesCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type PipelinesCreateBody = {
  name: string
}

export type PipelinesCreateAnswer = {
  data: Pipeline
}

export type PipelinesSetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type PipelinesSetBody = {
  name: string
  stages: Array<{
    id?: string | null
    name: string
    probability: number
    rotting_days?: number | null
    /** What a deal needs to stand here: `amount`, `contact`, `company`, `owner`, `closeDate`, `custom.<key>`. */
    required_fields?: Array<string>
  }>
  /** By the id of a stage that goes: the id of the one that takes its deals. */
  moves_to?: Record<string, unknown>
}

export type PipelinesSetAnswer = {
  data: Pipeline
}

export type PipelinesArchiveAnswer = void

export type DealsReasonsQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsReasonsAnswer = {
  data: Array<DealReason>
}

export type DealsListQuery = {
  /** Words of title, company or contact. */
  q?: string
  pipeline?: string
  stage?: string
  /** User id of a member. */
  owner?: string
  /** Id of the primary contact. */
  contact?: string
  company?: string
  status?: 'open' | 'won' | 'lost'
  external_id?: string
  /** A tree of conditions as JSON: `{"all":[{"condition":"deals.amount","operator":"at_least","value":{"amount":50000,"currency":"EUR"}},{"condition":"custom.priority","operator":"any","value":["high"]}]}`. Groups are `all`, `any` and `not`; `GET /conditions?entity=deal` lists what can be asked. */
  filter?: string
  /** `created_at`, `amount`, `expected_close_on`, `stage_entered_at`, or `custom.<key>` of a custom field whose `index_state` is `ready`; with a minus before it from the last to the first. Records without a value of the field come after the others. By `stage_entered_at` open deals come before closed ones. */
  sort?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsListAnswer = {
  data: Array<Deal>
  page: Page
}

export type DealsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsGetAnswer = {
  data: Deal
}

export type DealsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsCreateBody = {
  title: string
  stage_id: string
  /** In the smallest unit of its currency. */
  amount?: {
    minor: number
    currency:
      | 'EUR'
      | 'USD'
      | 'GBP'
      | 'CHF'
      | 'SEK'
      | 'NOK'
      | 'DKK'
      | 'PLN'
      | 'CZK'
      | 'CAD'
      | 'AUD'
      | 'NZD'
      | 'JPY'
      | 'BRL'
      | 'MXN'
      | 'INR'
      | 'SGD'
  }
  contact_id?: string | null
  company_id?: string | null
  /** User id of an active member. */
  owner_id?: string | null
  expected_close_on?: string | null
  external_id?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type DealsCreateAnswer = {
  data: Deal
}

export type DealsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsUpdateBody = {
  title?: string
  /** Moves it there, on top of the others. */
  stage_id?: string
  /** In the smallest unit of its currency. */
  amount?: {
    minor: number
    currency:
      | 'EUR'
      | 'USD'
      | 'GBP'
      | 'CHF'
      | 'SEK'
      | 'NOK'
      | 'DKK'
      | 'PLN'
      | 'CZK'
      | 'CAD'
      | 'AUD'
      | 'NZD'
      | 'JPY'
      | 'BRL'
      | 'MXN'
      | 'INR'
      | 'SGD'
  }
  contact_id?: string | null
  company_id?: string | null
  /** User id of an active member. */
  owner_id?: string | null
  expected_close_on?: string | null
  external_id?: string | null
  /** Values of custom fields by their key. Null empties one. */
  custom?: Record<string, unknown>
}

export type DealsUpdateAnswer = {
  data: Deal
}

export type DealsCloseQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsCloseBody = {
  outcome: 'won' | 'lost'
  /** Needed to lose a deal where the organization has reasons. */
  reason_id?: string | null
  note?: string | null
}

export type DealsCloseAnswer = {
  data: Deal
}

export type DealsReopenQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsReopenAnswer = {
  data: Deal
}

export type DealsDeleteAnswer = void

export type DealsRestoreQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsRestoreAnswer = {
  data: Deal
}

export type DealsContactsQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsContactsAnswer = {
  data: Array<DealContact>
}

export type DealsInvolveQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsInvolveBody = {
  role?: string | null
}

export type DealsInvolveAnswer = {
  data: Array<DealContact>
}

export type DealsReleaseQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsReleaseAnswer = {
  data: Array<DealContact>
}

export type DealsLinesQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsLinesAnswer = {
  data: Array<DealLine>
}

export type DealsSetLinesQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsSetLinesBody = {
  lines: Array<{
    name: string
    /** With up to two decimals: hours may be 1.5. */
    quantity: number
    /** Price of one, in the smallest unit of the deal’s currency. */
    unit_minor: number
    /** What it was taken from, such as a product. */
    source?: {
      kind: string
      id: string
    } | null
  }>
  /** Whether the deal’s amount is their sum; left out, it stays as it was. */
  amount_follows_lines?: boolean
}

export type DealsSetLinesAnswer = {
  data: Array<DealLine>
}

export type DealsActivitiesQuery = {
  group?: 'notes' | 'tasks' | 'deals' | 'orders' | 'learning' | 'mails' | 'profile'
  /** Comma-separated types of events: `deal.won,deal.lost`. */
  kind?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type DealsActivitiesAnswer = {
  data: Array<Activity>
  page: Page
}

export type TasksListQuery = {
  /** `open` by default. */
  state?: 'open' | 'done'
  /** User id of a member. */
  assignee?: string
  /** About this contact. */
  contact?: string
  /** About this company. */
  company?: string
  /** About this deal. */
  deal?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksListAnswer = {
  data: Array<Task>
  page: Page
}

export type TasksGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksGetAnswer = {
  data: Task
}

export type TasksCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksCreateBody = {
  title: string
  description?: string | null
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  /** User id of an active member, who is told. */
  assignee_id?: string | null
  due_on?: string | null
  /** On the clock of the assignee, else of the organization. */
  due_time?: string | null
  /** Minutes before it is due at which the assignee is reminded. */
  remind_before?: number | null
  /** Once it is done, the next one follows. */
  repeat?: {
    every: 'day' | 'week' | 'month' | 'year'
    interval: number
    /** Of weeks: 1 is Monday. */
    weekdays?: Array<number> | null
  } | null
  links?: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
}

export type TasksCreateAnswer = {
  data: Task
}

export type TasksUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksUpdateBody = {
  title?: string
  description?: string | null
  priority?: 'low' | 'normal' | 'high' | 'urgent'
  /** User id of an active member, who is told. */
  assignee_id?: string | null
  due_on?: string | null
  /** On the clock of the assignee, else of the organization. */
  due_time?: string | null
  /** Minutes before it is due at which the assignee is reminded. */
  remind_before?: number | null
  /** Once it is done, the next one follows. */
  repeat?: {
    every: 'day' | 'week' | 'month' | 'year'
    interval: number
    /** Of weeks: 1 is Monday. */
    weekdays?: Array<number> | null
  } | null
  links?: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
}

export type TasksUpdateAnswer = {
  data: Task
}

export type TasksCompleteQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksCompleteAnswer = {
  data: Task
}

export type TasksReopenQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TasksReopenAnswer = {
  data: Task
}

export type TasksDeleteAnswer = void

export type NotesListQuery = {
  /** About this contact. */
  contact?: string
  /** About this company. */
  company?: string
  /** About this deal. */
  deal?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type NotesListAnswer = {
  data: Array<Note>
  page: Page
}

export type NotesGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type NotesGetAnswer = {
  data: Note
}

export type NotesCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type NotesCreateBody = {
  /** Rich text in HTML; what is not allowed in it is taken out. */
  body_html: string
  links: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
}

export type NotesCreateAnswer = {
  data: Note
}

export type NotesUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type NotesUpdateBody = {
  /** Rich text in HTML; what is not allowed in it is taken out. */
  body_html?: string
  links?: Array<{
    type: 'contact' | 'company' | 'deal'
    id: string
  }>
}

export type NotesUpdateAnswer = {
  data: Note
}

export type NotesDeleteAnswer = void

export type SegmentsListQuery = {
  kind?: 'dynamic' | 'static'
  /** `present` by default. */
  state?: 'present' | 'archived'
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsListAnswer = {
  data: Array<Segment>
  page: Page
}

export type SegmentsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsGetAnswer = {
  data: Segment
}

export type SegmentsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsCreateBody = {
  name: string
  kind: 'dynamic' | 'static'
  /** A tree of conditions, such as `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`; groups are `all`, `any` and `not`. */
  definition?: Record<string, unknown>
}

export type SegmentsCreateAnswer = {
  data: Segment
}

export type SegmentsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsUpdateBody = {
  name?: string
  /** A tree of conditions, such as `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`; groups are `all`, `any` and `not`. */
  definition?: Record<string, unknown>
}

export type SegmentsUpdateAnswer = {
  data: Segment
}

export type SegmentsArchiveQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsArchiveAnswer = {
  data: Segment
}

export type SegmentsRestoreQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsRestoreAnswer = {
  data: Segment
}

export type SegmentsCountQuery = {
  /** A tree of conditions, such as `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`; groups are `all`, `any` and `not`. */
  definition: string
}

export type SegmentsCountAnswer = {
  data: {
    /** The definition in words. */
    summary: string
    /** Null when neither counting nor sampling ends in time. */
    count: number | null
    /** The truth is no further away with 95 percent certainty. */
    margin: number | null
    is_exact: boolean
    /** Up to ten of them. */
    sample: Array<{
      id: string
      name: string
      email: string | null
    }>
  }
}

export type SegmentsConditionsQuery = {
  /** `contact` by default. */
  entity?: 'contact' | 'company' | 'deal'
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsConditionsAnswer = {
  data: Array<Condition>
}

export type ViewsListQuery = {
  entity?: 'contact' | 'company'
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ViewsListAnswer = {
  data: Array<View>
  page: Page
}

export type SegmentsContactsQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SegmentsContactsAnswer = {
  data: Array<Contact>
  page: Page
}

export type SegmentsAddBody = {
  /** Up to 1,000. Those that are not there are passed over. */
  contact_ids: Array<string>
}

export type SegmentsAddAnswer = {
  data: {
    /** Contacts that were not on the list. */
    added: number
  }
}

export type SegmentsRemoveAnswer = void

export type ConsentsListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ConsentsListAnswer = {
  data: Array<Consent>
  page: Page
}

export type ConsentsRecordQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ConsentsRecordBody = {
  channel: 'email' | 'sms' | 'voice' | 'whatsapp'
  /** Null or left out: all marketing on the channel. */
  topic_id?: string | null
  /** One of the contact’s e-mail addresses, or of its numbers with the country code, as the channel goes. */
  address?: string | null
  /** `pending` awaits a confirmation, and takes no grant away. */
  state: 'granted' | 'pending' | 'denied'
  /** Where it was said: `form`, `preferences`, `import`; `api` by default. What an import says is the weakest word. `staff` is kept for people. */
  source?: string
  /** The words that the person agreed to or refused. */
  wording: string
  /** What shows it later: `{"ip": "…", "page": "…"}`. Up to 20 entries. */
  proof?: Record<string, unknown>
  /** Now by default, and never later than now. */
  occurred_at?: string
}

export type ConsentsRecordAnswer = {
  data: Consent
}

export type ConsentsStatesQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ConsentsStatesAnswer = {
  data: Array<ConsentState>
  /** Addresses of the contact that are held back on the channel now, whatever was agreed. */
  suppressed: Array<{
    address: string
    channel: 'email' | 'sms' | 'voice' | 'whatsapp'
    /** `all` keeps receipts and log-in links back too. */
    scope: 'all' | 'marketing'
    reason: 'hard_bounce' | 'complaint' | 'unsubscribe' | 'manual' | 'import'
    /** Null: for good. */
    expires_at: string | null
  }>
}

export type TopicsListQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TopicsListAnswer = {
  data: Array<Topic>
}

export type TopicsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TopicsGetAnswer = {
  data: Topic
}

export type TopicsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TopicsCreateBody = {
  name: string
  description?: string | null
  /** Whether a consent is confirmed by mail; not by default. */
  double_opt_in?: boolean
  /** Whether consent to all marketing covers it; not by default. */
  is_default?: boolean
  /** Whether it is known who opens its mails; by default. */
  tracks_opens?: boolean
  /** Whether it is known who follows links in its mails; by default. */
  tracks_clicks?: boolean
}

export type TopicsCreateAnswer = {
  data: Topic
}

export type TopicsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type TopicsUpdateBody = {
  name?: string
  description?: string | null
  /** Whether a consent is confirmed by mail; not by default. */
  double_opt_in?: boolean
  /** Whether consent to all marketing covers it; not by default. */
  is_default?: boolean
  /** Whether it is known who opens its mails; by default. */
  tracks_opens?: boolean
  /** Whether it is known who follows links in its mails; by default. */
  tracks_clicks?: boolean
  is_archived?: boolean
}

export type TopicsUpdateAnswer = {
  data: Topic
}

export type SuppressionsListQuery = {
  /** The exact e-mail address, or number with its country code. */
  address?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SuppressionsListAnswer = {
  data: Array<Suppression>
  page: Page
}

export type SuppressionsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SuppressionsGetAnswer = {
  data: Suppression
}

export type SuppressionsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type SuppressionsCreateBody = {
  channel: 'email' | 'sms' | 'voice' | 'whatsapp'
  /** An e-mail address, or a number with its country code. */
  address: string
  /** `marketing` by default; `all` keeps receipts and log-in links back. */
  scope?: 'all' | 'marketing'
  /** `manual` by default. */
  reason?: 'manual' | 'unsubscribe' | 'complaint' | 'hard_bounce'
  /** Why, for whoever reads the list. */
  note: string
  /** Never, unless given. */
  expires_at?: string
}

export type SuppressionsCreateAnswer = {
  data: Suppression
}

export type SuppressionsDeleteQuery = {
  /** Kept in the event log. */
  why: string
}

export type SuppressionsDeleteAnswer = void

export type ImportsListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsListAnswer = {
  data: Array<Import>
  page: Page
}

export type ImportsCreateQuery = {
  /** Of the file: `people.csv`. */
  name: string
  /** What the file holds; contacts where nothing is said. */
  kind?: 'contacts' | 'companies' | 'deals'
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsCreateAnswer = {
  data: Import
}

export type ImportsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsGetAnswer = {
  data: Import
}

export type ImportsReadQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsReadBody = {
  encoding?:
    | 'utf-8'
    | 'utf-16le'
    | 'utf-16be'
    | 'windows-1252'
    | 'windows-1250'
    | 'windows-1251'
    | 'iso-8859-15'
    | 'macintosh'
    | 'shift_jis'
    | 'gb18030'
  delimiter?: ',' | ';' | '\t' | '|'
  has_header?: boolean
}

export type ImportsReadAnswer = {
  data: Import
}

export type ImportsCheckQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsCheckBody = {
  /** For each column of the file a target, such as `email`, `domain`, `title` or `custom:<key>`; null leaves it out. As suggested where nothing is sent. */
  mapping?: Array<string | null>
  /** What is left out stays as the import says it. */
  rules?: {
    mode?: 'both' | 'create' | 'update'
    /** Contacts: `email`, `phone`, `external_id`. Companies: `domain`, `name`, `external_id`. Deals: `title`, `external_id`. */
    match_by?: 'email' | 'phone' | 'external_id' | 'domain' | 'name' | 'title'
    /** What becomes of values that a record has. Empty cells change nothing. */
    existing?: 'replace' | 'keep'
    /** Whether a row is imported without a value that cannot be read. */
    flawed?: 'leave_out' | 'refuse'
    phone_country?: string | null
    /** For all contacts or companies of the file. */
    tags?: Array<string>
    /** Of deals: where rows stand that name no pipeline. */
    pipeline_id?: string | null
    /** Of contacts: that these people agreed to mail, in which words, and what shows it; columns `agreed_at` and `agreed_ip` say when and from which IP address each of them did. */
    agreement?: {
      topic_id?: string | null
      wording: string
      document: string
    } | null
  }
}

export type ImportsCheckAnswer = {
  data: Import
}

export type ImportsRunQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsRunAnswer = {
  data: Import
}

export type ImportsStopQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsStopAnswer = {
  data: Import
}

export type ImportsUndoQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ImportsUndoAnswer = {
  data: Import
}

export type ImportsErrorsAnswer = {
  data: {
    /** Works for ten minutes, for whoever has it. */
    url: string
  }
}

export type ExportsListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ExportsListAnswer = {
  data: Array<Export>
  page: Page
}

export type ExportsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ExportsCreateBody = {
  /** Companies need the scope `companies:read` too, deals `deals:read`. */
  entity: 'contact' | 'company' | 'deal'
  format: 'csv' | 'xlsx'
  q?: string
  /** A tree of conditions, as segments have them. */
  filter?: Record<string, unknown>
  /** `name`, `-created_at`, `custom.score`: what the list is sorted by. */
  sort?: string
  /** Only these of it; not of deals. */
  ids?: Array<string>
  /** In their order, such as `email` or `custom.score`; not of deals, whose file has all. */
  columns?: Array<string>
  /** Of deals: id of a pipeline. */
  pipeline?: string
  /** Of deals: id of a stage. */
  stage?: string
  /** Of deals: user id of a member. */
  owner?: string
  /** Of deals. */
  status?: 'open' | 'won' | 'lost'
  /** Of deals: only those that stand in their stage for longer than it allows. */
  rotting?: boolean
}

export type ExportsCreateAnswer = {
  data: Export
}

export type ExportsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type ExportsGetAnswer = {
  data: Export
}

export type FieldsListQuery = {
  entity?: 'contact' | 'company' | 'deal'
  /** `present` by default. */
  state?: 'present' | 'archived'
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsListAnswer = {
  data: Array<CustomField>
}

export type FieldsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsGetAnswer = {
  data: CustomField
}

export type FieldsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsCreateBody = {
  entity: 'contact' | 'company' | 'deal'
  type:
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
  label: string
  /** Of money: its one currency. */
  currency?:
    | 'EUR'
    | 'USD'
    | 'GBP'
    | 'CHF'
    | 'SEK'
    | 'NOK'
    | 'DKK'
    | 'PLN'
    | 'CZK'
    | 'CAD'
    | 'AUD'
    | 'NZD'
    | 'JPY'
    | 'BRL'
    | 'MXN'
    | 'INR'
    | 'SGD'
  /** Of a reference: what it points at. */
  reference?: 'contact' | 'company' | 'deal' | 'member'
  help?: string | null
  is_required?: boolean
  /** Of text, URL, select and boolean: numbers, money and dates always are. */
  is_sortable?: boolean
  /** The choices of selects, all of them, in their order. */
  options?: Array<{
    /** What records keep and programs say; it never changes. Left out, a new choice gets one from its label. */
    value?: string
    label: string
    color?: 'neutral' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
  }>
}

export type FieldsCreateAnswer = {
  data: CustomField
}

export type FieldsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsUpdateBody = {
  label?: string
  help?: string | null
  is_required?: boolean
  /** Of text, URL, select and boolean: numbers, money and dates always are. */
  is_sortable?: boolean
  /** The choices of selects, all of them, in their order. */
  options?: Array<{
    /** What records keep and programs say; it never changes. Left out, a new choice gets one from its label. */
    value?: string
    label: string
    color?: 'neutral' | 'red' | 'orange' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
  }>
}

export type FieldsUpdateAnswer = {
  data: CustomField
}

export type FieldsArchiveQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsArchiveAnswer = {
  data: CustomField
}

export type FieldsRestoreQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsRestoreAnswer = {
  data: CustomField
}

export type FormsListQuery = {
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FormsListAnswer = {
  data: Array<Form>
  page: Page
}

export type FormsSubmitQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FormsSubmitBody = {
  email: string
  first_name?: string
  last_name?: string
  phone?: string
  /** Values of custom fields that stand on the form, by key. */
  custom?: Record<string, unknown>
  /** Where the form lets people choose. */
  topic_ids?: Array<string>
  /** Whether the wording was ticked, where the form asks for that. */
  is_agreed?: boolean
  /** Language of the mail that asks for a confirmation. */
  locale?: 'en' | 'de' | 'fr' | 'es' | 'it' | 'nl'
  /** Address of the person’s computer, kept as proof. */
  ip?: string
  /** Of the person’s browser, kept as proof. */
  user_agent?: string
}

export type FormsSubmitAnswer = {
  data: {
    /** Whether the form asks the owner of the address by mail. */
    asks_confirmation: boolean
  }
}

export type MessagesCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MessagesCreateBody = {
  /** Whom it goes to; this or `contact_id`. */
  to?: {
    address: string
    name?: string | null
  }
  /** A contact, who gets it at the primary address. */
  contact_id?: string
  /** Key or id of a template; this or `html`, `text` or both. */
  template?: string
  /** The version in use, unless given. */
  template_version?: number
  /** With Liquid. Takes the place of the template’s own. */
  subject?: string
  /** With Liquid. What variables say is escaped. */
  html?: string
  /** With Liquid. Made of the HTML where it is left out. */
  text?: string
  /** Id or address of a sender; your default one, unless given. */
  from?: string
  reply_to?: string
  /** For `{{ data.… }}` in subject and body. A variable without a value is empty. */
  data?: Record<string, unknown>
  /** Ten at most, and 10 MB in all before they are encoded. */
  attachments?: Array<{
    /** As the reader sees it: `invoice.pdf`. */
    name: string
    /** Media type: `application/pdf`. */
    type: string
    /** Base64 (RFC 4648) without line breaks. */
    content: string
  }>
  /** Up to 20 short texts of yours, by keys of letters, digits, `_`, `.` and `-`. They come back with the message, and lists are filtered by them. They stay when the content is gone. */
  metadata?: Record<string, unknown>
}

export type MessagesCreateAnswer = {
  data: Message
}

export type MessagesBatchBody = {
  messages: Array<{
    /** Whom it goes to; this or `contact_id`. */
    to?: {
      address: string
      name?: string | null
    }
    /** A contact, who gets it at the primary address. */
    contact_id?: string
    /** Key or id of a template; this or `html`, `text` or both. */
    template?: string
    /** The version in use, unless given. */
    template_version?: number
    /** With Liquid. Takes the place of the template’s own. */
    subject?: string
    /** With Liquid. What variables say is escaped. */
    html?: string
    /** With Liquid. Made of the HTML where it is left out. */
    text?: string
    /** Id or address of a sender; your default one, unless given. */
    from?: string
    reply_to?: string
    /** For `{{ data.… }}` in subject and body. A variable without a value is empty. */
    data?: Record<string, unknown>
    /** Ten at most, and 10 MB in all before they are encoded. */
    attachments?: Array<{
      /** As the reader sees it: `invoice.pdf`. */
      name: string
      /** Media type: `application/pdf`. */
      type: string
      /** Base64 (RFC 4648) without line breaks. */
      content: string
    }>
    /** Up to 20 short texts of yours, by keys of letters, digits, `_`, `.` and `-`. They come back with the message, and lists are filtered by them. They stay when the content is gone. */
    metadata?: Record<string, unknown>
  }>
}

export type MessagesBatchAnswer = {
  data: {
    queued: number
    failed: number
    /** One for each message, in their order. */
    results: Array<{
      /** Position in `messages`, from 0. */
      index: number
      status: 'queued' | 'failed'
      /** Of the message; not there where it failed. */
      id?: string
      /** Where it failed for one reason: `E_ADDRESS_SUPPRESSED`. */
      code?: string
      errors?: Array<{
        /** JSON pointer into this message. */
        pointer: string
        message: string
      }>
    }>
  }
}

export type MessagesGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MessagesGetAnswer = {
  data: MessageWithEvents
}

export type MessagesListQuery = {
  /** The exact address. */
  to?: string
  state?: 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled'
  /** One entry of the metadata, as `key=value`. */
  metadata?: string
  /** Asked for at this moment or later. */
  since?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type MessagesListAnswer = {
  data: Array<Message>
  page: Page
}

export type CampaignsCancelQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsCancelAnswer = {
  data: Campaign
}

export type CampaignsCreateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsCreateBody = {
  /** For staff. */
  name: string
  topic_id?: string | null
  /** Id or address of a sender. */
  from?: string | null
  reply_to?: string | null
  /** With Liquid. */
  subject?: string
  preheader?: string
  /** Key or id of a template, whose version in use becomes the content; its subject where none is given. */
  template?: string
  /** Of `source`; `html` unless given. */
  format?: 'html' | 'mjml' | 'markdown'
  /** The content, with Liquid, where it is of no template. */
  source?: string
  /** Takes the place of the audience that was there. */
  audience?: {
    everybody?: boolean
    segment_ids?: Array<string>
    received_campaign_ids?: Array<string>
    only_unopened?: boolean
    exclude_segment_ids?: Array<string>
    exclude_campaign_ids?: Array<string>
  }
  /** When it leaves once it is launched; null for at once. */
  starts_at?: string | null
  /** Each reader gets it when it is the hour of `starts_at` where they live. */
  in_time_zones?: boolean
  per_hour?: number | null
  tracks_opens?: boolean
  tracks_clicks?: boolean
  is_public?: boolean
}

export type CampaignsCreateAnswer = {
  data: Campaign
}

export type CampaignsDeleteAnswer = void

export type CampaignsGetQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsGetAnswer = {
  data: CampaignWithFindings
}

export type CampaignsLaunchQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsLaunchAnswer = {
  data: Campaign
}

export type CampaignsListQuery = {
  state?:
    | 'draft'
    | 'awaiting_approval'
    | 'approved'
    | 'scheduled'
    | 'sending'
    | 'paused'
    | 'finished'
    | 'cancelled'
  /** Words of the name. */
  q?: string
  /** Records on a page, 25 by default. */
  limit?: number
  /** `page.next` or `page.previous` of an answer with the same filters. */
  cursor?: string
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsListAnswer = {
  data: Array<Campaign>
  page: Page
}

export type CampaignsPauseQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsPauseAnswer = {
  data: Campaign
}

export type CampaignsResumeQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsResumeAnswer = {
  data: Campaign
}

export type CampaignsUpdateQuery = {
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type CampaignsUpdateBody = {
  /** For staff. */
  name?: string
  topic_id?: string | null
  /** Id or address of a sender. */
  from?: string | null
  reply_to?: string | null
  /** With Liquid. */
  subject?: string
  preheader?: string
  /** Key or id of a template, whose version in use becomes the content; its subject where none is given. */
  template?: string
  /** Of `source`; `html` unless given. */
  format?: 'html' | 'mjml' | 'markdown'
  /** The content, with Liquid, where it is of no template. */
  source?: string
  /** Takes the place of the audience that was there. */
  audience?: {
    everybody?: boolean
    segment_ids?: Array<string>
    received_campaign_ids?: Array<string>
    only_unopened?: boolean
    exclude_segment_ids?: Array<string>
    exclude_campaign_ids?: Array<string>
  }
  /** When it leaves once it is launched; null for at once. */
  starts_at?: string | null
  /** Each reader gets it when it is the hour of `starts_at` where they live. */
  in_time_zones?: boolean
  per_hour?: number | null
  tracks_opens?: boolean
  tracks_clicks?: boolean
  is_public?: boolean
}

export type CampaignsUpdateAnswer = {
  data: Campaign
}

/** Every operation of the API, by group and name. */
export function operations(send: Send) {
  return {
    contacts: {
      /** List contacts. Filters narrow down together. The newest come first unless `sort` says otherwise. Scope contacts:read. */
      list: (query: ContactsListQuery = {}, options: CallOptions = {}) =>
        send<ContactsListAnswer>('GET', `/contacts`, { query, ...options }),
      /** Get a contact. Scope contacts:read. */
      get: (id: string, query: ContactsGetQuery = {}, options: CallOptions = {}) =>
        send<ContactsGetAnswer>('GET', `/contacts/${id}`, { query, ...options }),
      /** Make a contact. To make or change whoever has an address, whether known or not, use the batch. A deleted contact of the same address comes back. Scope contacts:create. */
      create: (
        body: ContactsCreateBody,
        query: ContactsCreateQuery = {},
        options: CallOptions = {}
      ) => send<ContactsCreateAnswer>('POST', `/contacts`, { query, body, ...options }),
      /** Change a contact. What is left out stays as it is; null empties a field. Scope contacts:update. */
      update: (
        id: string,
        body: ContactsUpdateBody,
        query: ContactsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<ContactsUpdateAnswer>('PATCH', `/contacts/${id}`, { query, body, ...options }),
      /** Delete a contact. It can be brought back for 30 days. Scope contacts:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<ContactsDeleteAnswer>('DELETE', `/contacts/${id}`, { ...options }),
      /** Bring a deleted contact back. For 30 days after it was deleted. One that is not deleted stays as it is. Takes the scope that deleting takes. Scope contacts:delete. */
      restore: (id: string, query: ContactsRestoreQuery = {}, options: CallOptions = {}) =>
        send<ContactsRestoreAnswer>('PUT', `/contacts/${id}/restoration`, { query, ...options }),
      /** Make or change many contacts. Up to 1,000 at once. Each is matched by its address or its external id: whoever is there is changed, whoever is not is made. What is left out stays as it is. Contacts that are not valid fail alone, and say why. Scope contacts:create, contacts:update. */
      batch: (body: ContactsBatchBody, options: CallOptions = {}) =>
        send<ContactsBatchAnswer>('POST', `/contacts/batch`, { body, ...options }),
      /** Take an address off a contact. Where it was the primary one, the next oldest takes its place. Scope contacts:update. */
      removeEmail: (
        id: string,
        emailId: string,
        query: ContactsRemoveEmailQuery = {},
        options: CallOptions = {}
      ) =>
        send<ContactsRemoveEmailAnswer>('DELETE', `/contacts/${id}/emails/${emailId}`, {
          query,
          ...options,
        }),
      /** Take a number off a contact. Where it was the primary one, the next oldest takes its place. Scope contacts:update. */
      removePhone: (
        id: string,
        phoneId: string,
        query: ContactsRemovePhoneQuery = {},
        options: CallOptions = {}
      ) =>
        send<ContactsRemovePhoneAnswer>('DELETE', `/contacts/${id}/phones/${phoneId}`, {
          query,
          ...options,
        }),
      /** List what happened with a contact, the newest first. What belongs to orders, deals, mails and so on is there as far as the key’s scopes allow. Pages go back in time alone: `page.previous` is always null. Scope contacts:read. */
      activities: (id: string, query: ContactsActivitiesQuery = {}, options: CallOptions = {}) =>
        send<ContactsActivitiesAnswer>('GET', `/contacts/${id}/activities`, { query, ...options }),
      /** Put a contact into a company. Or change the role there. Scope contacts:update. */
      join: (
        id: string,
        companyId: string,
        body: ContactsJoinBody,
        query: ContactsJoinQuery = {},
        options: CallOptions = {}
      ) =>
        send<ContactsJoinAnswer>('PUT', `/contacts/${id}/companies/${companyId}`, {
          query,
          body,
          ...options,
        }),
      /** Take a contact out of a company. Scope contacts:update. */
      leave: (
        id: string,
        companyId: string,
        query: ContactsLeaveQuery = {},
        options: CallOptions = {}
      ) =>
        send<ContactsLeaveAnswer>('DELETE', `/contacts/${id}/companies/${companyId}`, {
          query,
          ...options,
        }),
      /** Put a tag on a contact. Nothing changes where it is on already. Scope contacts:update. */
      tag: (id: string, tagId: string, query: ContactsTagQuery = {}, options: CallOptions = {}) =>
        send<ContactsTagAnswer>('PUT', `/contacts/${id}/tags/${tagId}`, { query, ...options }),
      /** Take a tag off a contact. Nothing changes where it is not on. Scope contacts:update. */
      untag: (
        id: string,
        tagId: string,
        query: ContactsUntagQuery = {},
        options: CallOptions = {}
      ) =>
        send<ContactsUntagAnswer>('DELETE', `/contacts/${id}/tags/${tagId}`, { query, ...options }),
    },
    duplicates: {
      /** List contacts who may be one person, the surest first. Pairs about which nobody has decided. They are found in the background. Scope contacts:read. */
      list: (query: DuplicatesListQuery = {}, options: CallOptions = {}) =>
        send<DuplicatesListAnswer>('GET', `/duplicates`, { query, ...options }),
      /** Say that two contacts are two people. Scope contacts:merge. */
      dismiss: (id: string, query: DuplicatesDismissQuery = {}, options: CallOptions = {}) =>
        send<DuplicatesDismissAnswer>('PUT', `/duplicates/${id}/dismissal`, { query, ...options }),
      /** Take a dismissed pair back into the list. Scope contacts:merge. */
      reopen: (id: string, query: DuplicatesReopenQuery = {}, options: CallOptions = {}) =>
        send<DuplicatesReopenAnswer>('DELETE', `/duplicates/${id}/dismissal`, {
          query,
          ...options,
        }),
    },
    merges: {
      /** List merges, the newest first. Scope contacts:read. */
      list: (query: MergesListQuery = {}, options: CallOptions = {}) =>
        send<MergesListAnswer>('GET', `/merges`, { query, ...options }),
      /** Get a merge. Scope contacts:read. */
      get: (id: string, query: MergesGetQuery = {}, options: CallOptions = {}) =>
        send<MergesGetAnswer>('GET', `/merges/${id}`, { query, ...options }),
      /** Merge one contact into another. The winner stays. Addresses, tags and companies are united, the stricter consent holds, and what other records hold for the loser moves. It can be undone for 90 days. Scope contacts:merge. */
      create: (body: MergesCreateBody, query: MergesCreateQuery = {}, options: CallOptions = {}) =>
        send<MergesCreateAnswer>('POST', `/merges`, { query, body, ...options }),
      /** Undo a merge. Both contacts are there again. What was changed since stays as it is, and `kept` says what. Scope contacts:merge. */
      undo: (id: string, query: MergesUndoQuery = {}, options: CallOptions = {}) =>
        send<MergesUndoAnswer>('DELETE', `/merges/${id}`, { query, ...options }),
    },
    companies: {
      /** List companies. Filters narrow down together. The newest come first unless `sort` says otherwise. Scope companies:read. */
      list: (query: CompaniesListQuery = {}, options: CallOptions = {}) =>
        send<CompaniesListAnswer>('GET', `/companies`, { query, ...options }),
      /** Get a company. Scope companies:read. */
      get: (id: string, query: CompaniesGetQuery = {}, options: CallOptions = {}) =>
        send<CompaniesGetAnswer>('GET', `/companies/${id}`, { query, ...options }),
      /** Make a company. Scope companies:create. */
      create: (
        body: CompaniesCreateBody,
        query: CompaniesCreateQuery = {},
        options: CallOptions = {}
      ) => send<CompaniesCreateAnswer>('POST', `/companies`, { query, body, ...options }),
      /** Change a company. What is left out stays as it is; null empties a field. Scope companies:update. */
      update: (
        id: string,
        body: CompaniesUpdateBody,
        query: CompaniesUpdateQuery = {},
        options: CallOptions = {}
      ) => send<CompaniesUpdateAnswer>('PATCH', `/companies/${id}`, { query, body, ...options }),
      /** Delete a company. It can be brought back for 30 days. Its contacts stay. Scope companies:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<CompaniesDeleteAnswer>('DELETE', `/companies/${id}`, { ...options }),
      /** Bring a deleted company back. For 30 days after it was deleted. One that is not deleted stays as it is. Takes the scope that deleting takes. Scope companies:delete. */
      restore: (id: string, query: CompaniesRestoreQuery = {}, options: CallOptions = {}) =>
        send<CompaniesRestoreAnswer>('PUT', `/companies/${id}/restoration`, { query, ...options }),
      /** List what happened with a company, the newest first. What belongs to orders, deals, mails and so on is there as far as the key’s scopes allow. Pages go back in time alone: `page.previous` is always null. Scope companies:read. */
      activities: (id: string, query: CompaniesActivitiesQuery = {}, options: CallOptions = {}) =>
        send<CompaniesActivitiesAnswer>('GET', `/companies/${id}/activities`, {
          query,
          ...options,
        }),
      /** Put a tag on a company. Nothing changes where it is on already. Scope companies:update. */
      tag: (id: string, tagId: string, query: CompaniesTagQuery = {}, options: CallOptions = {}) =>
        send<CompaniesTagAnswer>('PUT', `/companies/${id}/tags/${tagId}`, { query, ...options }),
      /** Take a tag off a company. Nothing changes where it is not on. Scope companies:update. */
      untag: (
        id: string,
        tagId: string,
        query: CompaniesUntagQuery = {},
        options: CallOptions = {}
      ) =>
        send<CompaniesUntagAnswer>('DELETE', `/companies/${id}/tags/${tagId}`, {
          query,
          ...options,
        }),
    },
    tags: {
      /** List tags by name. Scope tags:read. */
      list: (query: TagsListQuery = {}, options: CallOptions = {}) =>
        send<TagsListAnswer>('GET', `/tags`, { query, ...options }),
      /** Get a tag. Scope tags:read. */
      get: (id: string, query: TagsGetQuery = {}, options: CallOptions = {}) =>
        send<TagsGetAnswer>('GET', `/tags/${id}`, { query, ...options }),
      /** Make a tag. Scope tags:create. */
      create: (body: TagsCreateBody, query: TagsCreateQuery = {}, options: CallOptions = {}) =>
        send<TagsCreateAnswer>('POST', `/tags`, { query, body, ...options }),
      /** Change a tag. Scope tags:update. */
      update: (
        id: string,
        body: TagsUpdateBody,
        query: TagsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<TagsUpdateAnswer>('PATCH', `/tags/${id}`, { query, body, ...options }),
      /** Delete a tag. Contacts and companies lose it. Scope tags:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<TagsDeleteAnswer>('DELETE', `/tags/${id}`, { ...options }),
    },
    pipelines: {
      /** List pipelines and their stages. Scope pipelines:read. */
      list: (query: PipelinesListQuery = {}, options: CallOptions = {}) =>
        send<PipelinesListAnswer>('GET', `/pipelines`, { query, ...options }),
      /** Get a pipeline and its stages. Scope pipelines:read. */
      get: (id: string, query: PipelinesGetQuery = {}, options: CallOptions = {}) =>
        send<PipelinesGetAnswer>('GET', `/pipelines/${id}`, { query, ...options }),
      /** Make a pipeline. With the usual stages to begin from. Scope pipelines:create. */
      create: (
        body: PipelinesCreateBody,
        query: PipelinesCreateQuery = {},
        options: CallOptions = {}
      ) => send<PipelinesCreateAnswer>('POST', `/pipelines`, { query, body, ...options }),
      /** Set name and stages of a pipeline. All stages in their order. One with an `id` is changed, one without is made, and one that is left out goes; `moves_to` says where its deals go. Scope pipelines:update. */
      set: (
        id: string,
        body: PipelinesSetBody,
        query: PipelinesSetQuery = {},
        options: CallOptions = {}
      ) => send<PipelinesSetAnswer>('PUT', `/pipelines/${id}`, { query, body, ...options }),
      /** Put a pipeline away. Scope pipelines:delete. */
      archive: (id: string, options: CallOptions = {}) =>
        send<PipelinesArchiveAnswer>('DELETE', `/pipelines/${id}`, { ...options }),
    },
    deals: {
      /** List why deals are won or lost. Scope deals:read. */
      reasons: (query: DealsReasonsQuery = {}, options: CallOptions = {}) =>
        send<DealsReasonsAnswer>('GET', `/deal-reasons`, { query, ...options }),
      /** List deals. Filters narrow down together. The newest come first unless `sort` says otherwise. Scope deals:read. */
      list: (query: DealsListQuery = {}, options: CallOptions = {}) =>
        send<DealsListAnswer>('GET', `/deals`, { query, ...options }),
      /** Get a deal. Scope deals:read. */
      get: (id: string, query: DealsGetQuery = {}, options: CallOptions = {}) =>
        send<DealsGetAnswer>('GET', `/deals/${id}`, { query, ...options }),
      /** Make a deal. It stands on top of its stage, and has to have what the stage requires. Scope deals:create. */
      create: (body: DealsCreateBody, query: DealsCreateQuery = {}, options: CallOptions = {}) =>
        send<DealsCreateAnswer>('POST', `/deals`, { query, body, ...options }),
      /** Change or move a deal. What is left out stays as it is; null empties a field. Scope deals:update. */
      update: (
        id: string,
        body: DealsUpdateBody,
        query: DealsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<DealsUpdateAnswer>('PATCH', `/deals/${id}`, { query, body, ...options }),
      /** Win or lose a deal. Scope deals:update. */
      close: (
        id: string,
        body: DealsCloseBody,
        query: DealsCloseQuery = {},
        options: CallOptions = {}
      ) => send<DealsCloseAnswer>('PUT', `/deals/${id}/outcome`, { query, body, ...options }),
      /** Open a closed deal again. Scope deals:update. */
      reopen: (id: string, query: DealsReopenQuery = {}, options: CallOptions = {}) =>
        send<DealsReopenAnswer>('DELETE', `/deals/${id}/outcome`, { query, ...options }),
      /** Delete a deal. Scope deals:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<DealsDeleteAnswer>('DELETE', `/deals/${id}`, { ...options }),
      /** Bring a deleted deal back. For 30 days after it was deleted. One that is not deleted stays as it is. Takes the scope that deleting takes. Scope deals:delete. */
      restore: (id: string, query: DealsRestoreQuery = {}, options: CallOptions = {}) =>
        send<DealsRestoreAnswer>('PUT', `/deals/${id}/restoration`, { query, ...options }),
      /** List the contacts of a deal, the primary one first. Scope deals:read, contacts:read. */
      contacts: (id: string, query: DealsContactsQuery = {}, options: CallOptions = {}) =>
        send<DealsContactsAnswer>('GET', `/deals/${id}/contacts`, { query, ...options }),
      /** Put a contact on a deal. Or change the role there. Of a deal without a primary contact it becomes that. Scope deals:update, contacts:read. */
      involve: (
        id: string,
        contactId: string,
        body: DealsInvolveBody,
        query: DealsInvolveQuery = {},
        options: CallOptions = {}
      ) =>
        send<DealsInvolveAnswer>('PUT', `/deals/${id}/contacts/${contactId}`, {
          query,
          body,
          ...options,
        }),
      /** Take a contact off a deal. The primary one too. Scope deals:update, contacts:read. */
      release: (
        id: string,
        contactId: string,
        query: DealsReleaseQuery = {},
        options: CallOptions = {}
      ) =>
        send<DealsReleaseAnswer>('DELETE', `/deals/${id}/contacts/${contactId}`, {
          query,
          ...options,
        }),
      /** List the lines of a deal. Scope deals:read. */
      lines: (id: string, query: DealsLinesQuery = {}, options: CallOptions = {}) =>
        send<DealsLinesAnswer>('GET', `/deals/${id}/lines`, { query, ...options }),
      /** Set the lines of a deal. All of them in their order: those that are left out are gone, and an empty list leaves none. Each is what was offered, and does not change when a price does. Scope deals:update. */
      setLines: (
        id: string,
        body: DealsSetLinesBody,
        query: DealsSetLinesQuery = {},
        options: CallOptions = {}
      ) => send<DealsSetLinesAnswer>('PUT', `/deals/${id}/lines`, { query, body, ...options }),
      /** List what happened with a deal, the newest first. What belongs to orders, deals, mails and so on is there as far as the key’s scopes allow. Pages go back in time alone: `page.previous` is always null. Scope deals:read. */
      activities: (id: string, query: DealsActivitiesQuery = {}, options: CallOptions = {}) =>
        send<DealsActivitiesAnswer>('GET', `/deals/${id}/activities`, { query, ...options }),
    },
    tasks: {
      /** List tasks. Open ones by the moment at which they are due, done ones by when they were done. Scope tasks:read. */
      list: (query: TasksListQuery = {}, options: CallOptions = {}) =>
        send<TasksListAnswer>('GET', `/tasks`, { query, ...options }),
      /** Get a task. Scope tasks:read. */
      get: (id: string, query: TasksGetQuery = {}, options: CallOptions = {}) =>
        send<TasksGetAnswer>('GET', `/tasks/${id}`, { query, ...options }),
      /** Make a task. Scope tasks:create. */
      create: (body: TasksCreateBody, query: TasksCreateQuery = {}, options: CallOptions = {}) =>
        send<TasksCreateAnswer>('POST', `/tasks`, { query, body, ...options }),
      /** Change a task. Scope tasks:update. */
      update: (
        id: string,
        body: TasksUpdateBody,
        query: TasksUpdateQuery = {},
        options: CallOptions = {}
      ) => send<TasksUpdateAnswer>('PATCH', `/tasks/${id}`, { query, body, ...options }),
      /** Complete a task. A repeating one is followed by the next. Scope tasks:update. */
      complete: (id: string, query: TasksCompleteQuery = {}, options: CallOptions = {}) =>
        send<TasksCompleteAnswer>('PUT', `/tasks/${id}/completion`, { query, ...options }),
      /** Open a task again. Scope tasks:update. */
      reopen: (id: string, query: TasksReopenQuery = {}, options: CallOptions = {}) =>
        send<TasksReopenAnswer>('DELETE', `/tasks/${id}/completion`, { query, ...options }),
      /** Delete a task. Scope tasks:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<TasksDeleteAnswer>('DELETE', `/tasks/${id}`, { ...options }),
    },
    notes: {
      /** List notes, the newest first. Scope notes:read. */
      list: (query: NotesListQuery = {}, options: CallOptions = {}) =>
        send<NotesListAnswer>('GET', `/notes`, { query, ...options }),
      /** Get a note. Scope notes:read. */
      get: (id: string, query: NotesGetQuery = {}, options: CallOptions = {}) =>
        send<NotesGetAnswer>('GET', `/notes/${id}`, { query, ...options }),
      /** Write a note. Scope notes:create. */
      create: (body: NotesCreateBody, query: NotesCreateQuery = {}, options: CallOptions = {}) =>
        send<NotesCreateAnswer>('POST', `/notes`, { query, body, ...options }),
      /** Change a note. Scope notes:update. */
      update: (
        id: string,
        body: NotesUpdateBody,
        query: NotesUpdateQuery = {},
        options: CallOptions = {}
      ) => send<NotesUpdateAnswer>('PATCH', `/notes/${id}`, { query, body, ...options }),
      /** Delete a note. Scope notes:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<NotesDeleteAnswer>('DELETE', `/notes/${id}`, { ...options }),
    },
    segments: {
      /** List segments by name. Scope segments:read. */
      list: (query: SegmentsListQuery = {}, options: CallOptions = {}) =>
        send<SegmentsListAnswer>('GET', `/segments`, { query, ...options }),
      /** Get a segment. Scope segments:read. */
      get: (id: string, query: SegmentsGetQuery = {}, options: CallOptions = {}) =>
        send<SegmentsGetAnswer>('GET', `/segments/${id}`, { query, ...options }),
      /** Make a segment or a list. A dynamic one has a definition, and its members are gathered in the background: `count_state` says how far. A static one is a list that you put contacts on. Scope segments:create. */
      create: (
        body: SegmentsCreateBody,
        query: SegmentsCreateQuery = {},
        options: CallOptions = {}
      ) => send<SegmentsCreateAnswer>('POST', `/segments`, { query, body, ...options }),
      /** Change a segment. What is left out stays as it is. With another definition the members are gathered anew. Scope segments:update. */
      update: (
        id: string,
        body: SegmentsUpdateBody,
        query: SegmentsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<SegmentsUpdateAnswer>('PATCH', `/segments/${id}`, { query, body, ...options }),
      /** Put a segment away. Nobody enters or leaves it any more. Scope segments:delete. */
      archive: (id: string, query: SegmentsArchiveQuery = {}, options: CallOptions = {}) =>
        send<SegmentsArchiveAnswer>('PUT', `/segments/${id}/archival`, { query, ...options }),
      /** Take a segment back into use. Its members are gathered anew. Scope segments:delete. */
      restore: (id: string, query: SegmentsRestoreQuery = {}, options: CallOptions = {}) =>
        send<SegmentsRestoreAnswer>('DELETE', `/segments/${id}/archival`, { query, ...options }),
      /** Count whom a definition fits. Without making a segment. What would take longer than a moment is estimated from a sample, with its margin. Scope segments:read, contacts:read. */
      count: (query: SegmentsCountQuery, options: CallOptions = {}) =>
        send<SegmentsCountAnswer>('GET', `/segments/count`, { query, ...options }),
      /** List what filters and definitions can ask. As far as the key’s scopes allow; your custom fields are among them. Scope segments:read. */
      conditions: (query: SegmentsConditionsQuery = {}, options: CallOptions = {}) =>
        send<SegmentsConditionsAnswer>('GET', `/conditions`, { query, ...options }),
      /** List the contacts of a segment. Scope segments:read, contacts:read. */
      contacts: (id: string, query: SegmentsContactsQuery = {}, options: CallOptions = {}) =>
        send<SegmentsContactsAnswer>('GET', `/segments/${id}/contacts`, { query, ...options }),
      /** Put contacts on a list. Static segments alone: who is in a dynamic one follows from its conditions. Scope segments:update. */
      add: (id: string, body: SegmentsAddBody, options: CallOptions = {}) =>
        send<SegmentsAddAnswer>('POST', `/segments/${id}/contacts`, { body, ...options }),
      /** Take a contact off a list. Scope segments:update. */
      remove: (id: string, contactId: string, options: CallOptions = {}) =>
        send<SegmentsRemoveAnswer>('DELETE', `/segments/${id}/contacts/${contactId}`, {
          ...options,
        }),
    },
    views: {
      /** List saved views of contacts and companies. Those that are shared; what somebody keeps to herself is not told. Scope contacts:read, companies:read. */
      list: (query: ViewsListQuery = {}, options: CallOptions = {}) =>
        send<ViewsListAnswer>('GET', `/views`, { query, ...options }),
    },
    consents: {
      /** List what a contact agreed to and refused. The ledger, the last line first, with what was written for contacts that were merged into this one. Lines are added and never changed. Scope contacts:read. */
      list: (id: string, query: ConsentsListQuery = {}, options: CallOptions = {}) =>
        send<ConsentsListAnswer>('GET', `/contacts/${id}/consents`, { query, ...options }),
      /** Write down a consent or a refusal. About one address of the contact’s; the primary one on the channel when none is named. A grant needs a proof, or it would count for nothing where the person refused. Refusing all marketing suppresses the addresses on that channel. Scope contacts:update. */
      record: (
        id: string,
        body: ConsentsRecordBody,
        query: ConsentsRecordQuery = {},
        options: CallOptions = {}
      ) =>
        send<ConsentsRecordAnswer>('POST', `/contacts/${id}/consents`, { query, body, ...options }),
      /** List what holds now for a contact. One for each channel and topic about which something was said. `suppressed` has the addresses that are held back all the same: they bounced, complained, unsubscribed or were taken off by hand. Scope contacts:read. */
      states: (id: string, query: ConsentsStatesQuery = {}, options: CallOptions = {}) =>
        send<ConsentsStatesAnswer>('GET', `/contacts/${id}/consent-states`, { query, ...options }),
    },
    topics: {
      /** List what people can agree to hear about. Scope topics:read. */
      list: (query: TopicsListQuery = {}, options: CallOptions = {}) =>
        send<TopicsListAnswer>('GET', `/topics`, { query, ...options }),
      /** Get a topic. Scope topics:read. */
      get: (id: string, query: TopicsGetQuery = {}, options: CallOptions = {}) =>
        send<TopicsGetAnswer>('GET', `/topics/${id}`, { query, ...options }),
      /** Make a topic. Its key is made from the name, and never changes. Scope topics:create. */
      create: (body: TopicsCreateBody, query: TopicsCreateQuery = {}, options: CallOptions = {}) =>
        send<TopicsCreateAnswer>('POST', `/topics`, { query, body, ...options }),
      /** Change a topic, or put it away. What is left out stays as it is. What people said about it stays in the ledger. Scope topics:update. */
      update: (
        id: string,
        body: TopicsUpdateBody,
        query: TopicsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<TopicsUpdateAnswer>('PATCH', `/topics/${id}`, { query, body, ...options }),
    },
    suppressions: {
      /** List addresses that are not written to, the newest first. Scope suppressions:read. */
      list: (query: SuppressionsListQuery = {}, options: CallOptions = {}) =>
        send<SuppressionsListAnswer>('GET', `/suppressions`, { query, ...options }),
      /** Get a suppression. Scope suppressions:read. */
      get: (id: string, query: SuppressionsGetQuery = {}, options: CallOptions = {}) =>
        send<SuppressionsGetAnswer>('GET', `/suppressions/${id}`, { query, ...options }),
      /** Suppress an address. Nothing goes there any more, whoever has it. What is suppressed already is answered as it stands; its end moves out and never in. Scope suppressions:create. */
      create: (
        body: SuppressionsCreateBody,
        query: SuppressionsCreateQuery = {},
        options: CallOptions = {}
      ) => send<SuppressionsCreateAnswer>('POST', `/suppressions`, { query, body, ...options }),
      /** Lift a suppression. The address may be written to again, as far as consent goes. Scope suppressions:delete. */
      delete: (id: string, query: SuppressionsDeleteQuery, options: CallOptions = {}) =>
        send<SuppressionsDeleteAnswer>('DELETE', `/suppressions/${id}`, { query, ...options }),
    },
    imports: {
      /** List imports, the newest first. Scope contacts:import. */
      list: (query: ImportsListQuery = {}, options: CallOptions = {}) =>
        send<ImportsListAnswer>('GET', `/imports`, { query, ...options }),
      /** Upload a file of contacts, companies or deals. The first of three steps: upload, check, run. The answer says how the file is read and where its columns seem to go; no record is touched yet. Files of companies and of deals need the scopes to make and to change these as well. Scope contacts:import. */
      create: (file: Upload, query: ImportsCreateQuery, options: CallOptions = {}) =>
        send<ImportsCreateAnswer>('POST', `/imports`, { query, file, ...options }),
      /** Get an import. Ask again for how far it is; `expand=progress` counts. Scope contacts:import. */
      get: (id: string, query: ImportsGetQuery = {}, options: CallOptions = {}) =>
        send<ImportsGetAnswer>('GET', `/imports/${id}`, { query, ...options }),
      /** Read the file in another way. Where encoding, separator or header are not what they seemed. Before it is run. Scope contacts:import. */
      read: (
        id: string,
        body: ImportsReadBody,
        query: ImportsReadQuery = {},
        options: CallOptions = {}
      ) => send<ImportsReadAnswer>('PUT', `/imports/${id}/reading`, { query, body, ...options }),
      /** Check all rows of an import. The second step: says where the columns go and how rows are told apart, and has every row looked at in the background. `state` becomes `dry_run`, and `findings` say what would be made, changed and left out. Scope contacts:import. */
      check: (
        id: string,
        body: ImportsCheckBody,
        query: ImportsCheckQuery = {},
        options: CallOptions = {}
      ) => send<ImportsCheckAnswer>('PUT', `/imports/${id}/check`, { query, body, ...options }),
      /** Run an import. The third step, once it is checked; one that failed or was stopped goes on where it was. Opt-outs are never taken back. A key needs the scopes of what the file makes: contacts, companies or deals to create and to update, companies and tags to create with them. Scope contacts:import. */
      run: (id: string, query: ImportsRunQuery = {}, options: CallOptions = {}) =>
        send<ImportsRunAnswer>('PUT', `/imports/${id}/run`, { query, ...options }),
      /** Stop an import. What is done stays done; it can be run on or undone. Scope contacts:import. */
      stop: (id: string, query: ImportsStopQuery = {}, options: CallOptions = {}) =>
        send<ImportsStopAnswer>('DELETE', `/imports/${id}/run`, { query, ...options }),
      /** Undo an import. For 30 days: what it made is taken away, what it changed is as before. Records that changed since stay as they are. Scope contacts:import. */
      undo: (id: string, query: ImportsUndoQuery = {}, options: CallOptions = {}) =>
        send<ImportsUndoAnswer>('PUT', `/imports/${id}/undo`, { query, ...options }),
      /** Get the rows that were not imported. As a file with the reason in each row, to mend and import again. Scope contacts:import. */
      errors: (id: string, options: CallOptions = {}) =>
        send<ImportsErrorsAnswer>('GET', `/imports/${id}/errors`, { ...options }),
    },
    exports: {
      /** List exports that programs asked for, the newest first. Scope contacts:export. */
      list: (query: ExportsListQuery = {}, options: CallOptions = {}) =>
        send<ExportsListAnswer>('GET', `/exports`, { query, ...options }),
      /** Export contacts, companies or deals. The file is written in the background. Cells that a spreadsheet would take for formulas are made safe. Scope contacts:export. */
      create: (
        body: ExportsCreateBody,
        query: ExportsCreateQuery = {},
        options: CallOptions = {}
      ) => send<ExportsCreateAnswer>('POST', `/exports`, { query, body, ...options }),
      /** Get an export. Ask again until it is `done`; then `download_url` is where its file is. Scope contacts:export. */
      get: (id: string, query: ExportsGetQuery = {}, options: CallOptions = {}) =>
        send<ExportsGetAnswer>('GET', `/exports/${id}`, { query, ...options }),
    },
    fields: {
      /** List custom fields. Scope fields:read. */
      list: (query: FieldsListQuery = {}, options: CallOptions = {}) =>
        send<FieldsListAnswer>('GET', `/fields`, { query, ...options }),
      /** Get a custom field. Scope fields:read. */
      get: (id: string, query: FieldsGetQuery = {}, options: CallOptions = {}) =>
        send<FieldsGetAnswer>('GET', `/fields/${id}`, { query, ...options }),
      /** Make a custom field. Its key is made from the label. Key, type and entity never change. Scope fields:create. */
      create: (body: FieldsCreateBody, query: FieldsCreateQuery = {}, options: CallOptions = {}) =>
        send<FieldsCreateAnswer>('POST', `/fields`, { query, body, ...options }),
      /** Change a custom field. What is left out stays as it is. A choice that is left out of `options` is not offered any more; records that have it keep it. Scope fields:update. */
      update: (
        id: string,
        body: FieldsUpdateBody,
        query: FieldsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<FieldsUpdateAnswer>('PATCH', `/fields/${id}`, { query, body, ...options }),
      /** Put a custom field away. It is offered nowhere any more. Its values stay, and come back with it. Scope fields:delete. */
      archive: (id: string, query: FieldsArchiveQuery = {}, options: CallOptions = {}) =>
        send<FieldsArchiveAnswer>('PUT', `/fields/${id}/archival`, { query, ...options }),
      /** Take a custom field back into use. Scope fields:delete. */
      restore: (id: string, query: FieldsRestoreQuery = {}, options: CallOptions = {}) =>
        send<FieldsRestoreAnswer>('DELETE', `/fields/${id}/archival`, { query, ...options }),
    },
    forms: {
      /** List sign-up forms, the newest first. Scope forms:read. */
      list: (query: FormsListQuery = {}, options: CallOptions = {}) =>
        send<FormsListAnswer>('GET', `/forms`, { query, ...options }),
      /** Sign somebody up by a form. As if the person had filled the form in: what is known of a contact is not changed, a refusal is not undone without a confirmation by mail, and the answer is the same whether the address is known or not. Scope forms:submit. */
      submit: (
        id: string,
        body: FormsSubmitBody,
        query: FormsSubmitQuery = {},
        options: CallOptions = {}
      ) => send<FormsSubmitAnswer>('POST', `/forms/${id}/submissions`, { query, body, ...options }),
    },
    messages: {
      /** Send a message to one person. A receipt, a reminder, a notice: a mail that somebody waits for. It is filled in at once, so that what is wrong with it is told here, and leaves a moment later by your accounts, before anything that goes to many. Send an `Idempotency-Key` with it, so that asking twice sends once. It goes to addresses that unsubscribed from marketing too: do not send marketing this way. An address that is suppressed for everything is refused with the code `E_ADDRESS_SUPPRESSED`. The whole request has 16 MB at most. Scope messages:create. */
      create: (
        body: MessagesCreateBody,
        query: MessagesCreateQuery = {},
        options: CallOptions = {}
      ) => send<MessagesCreateAnswer>('POST', `/messages`, { query, body, ...options }),
      /** Send messages to many people, each its own. Up to 100 at once, as `POST /messages` takes them. Those that are not valid fail alone, and say why; the others are sent. The whole request has 16 MB at most. Scope messages:create. */
      batch: (body: MessagesBatchBody, options: CallOptions = {}) =>
        send<MessagesBatchAnswer>('POST', `/messages/batch`, { body, ...options }),
      /** Get a message, with what happened to it. Scope messages:read. */
      get: (id: string, query: MessagesGetQuery = {}, options: CallOptions = {}) =>
        send<MessagesGetAnswer>('GET', `/messages/${id}`, { query, ...options }),
      /** List messages, the newest first. Scope messages:read. */
      list: (query: MessagesListQuery = {}, options: CallOptions = {}) =>
        send<MessagesListAnswer>('GET', `/messages`, { query, ...options }),
    },
    campaigns: {
      /** End a campaign where it stands. Scope campaigns:send. */
      cancel: (id: string, query: CampaignsCancelQuery = {}, options: CallOptions = {}) =>
        send<CampaignsCancelAnswer>('POST', `/campaigns/${id}/cancel`, { query, ...options }),
      /** Begin a campaign. It is a draft, from your default sender and for your default topic unless you say otherwise, and reaches nobody until its audience is given and it is launched. A/B tests are set up by staff. Scope campaigns:create. */
      create: (
        body: CampaignsCreateBody,
        query: CampaignsCreateQuery = {},
        options: CallOptions = {}
      ) => send<CampaignsCreateAnswer>('POST', `/campaigns`, { query, body, ...options }),
      /** Delete a campaign that was never sent. Scope campaigns:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<CampaignsDeleteAnswer>('DELETE', `/campaigns/${id}`, { ...options }),
      /** Get a campaign, with its numbers. Scope campaigns:read. */
      get: (id: string, query: CampaignsGetQuery = {}, options: CallOptions = {}) =>
        send<CampaignsGetAnswer>('GET', `/campaigns/${id}`, { query, ...options }),
      /** Send a campaign, or leave it to its time. Its audience is frozen as it begins to leave, and each reader is asked about once more right before. Where your organization wants campaigns approved, staff have to do that first. Scope campaigns:send. */
      launch: (id: string, query: CampaignsLaunchQuery = {}, options: CallOptions = {}) =>
        send<CampaignsLaunchAnswer>('POST', `/campaigns/${id}/launch`, { query, ...options }),
      /** List campaigns, the newest first. Scope campaigns:read. */
      list: (query: CampaignsListQuery = {}, options: CallOptions = {}) =>
        send<CampaignsListAnswer>('GET', `/campaigns`, { query, ...options }),
      /** Halt a campaign on its way. Scope campaigns:send. */
      pause: (id: string, query: CampaignsPauseQuery = {}, options: CallOptions = {}) =>
        send<CampaignsPauseAnswer>('POST', `/campaigns/${id}/pause`, { query, ...options }),
      /** Let a halted campaign go on. Scope campaigns:send. */
      resume: (id: string, query: CampaignsResumeQuery = {}, options: CallOptions = {}) =>
        send<CampaignsResumeAnswer>('POST', `/campaigns/${id}/resume`, { query, ...options }),
      /** Change a draft. What is left out stays as it is. Scope campaigns:update. */
      update: (
        id: string,
        body: CampaignsUpdateBody,
        query: CampaignsUpdateQuery = {},
        options: CallOptions = {}
      ) => send<CampaignsUpdateAnswer>('PATCH', `/campaigns/${id}`, { query, body, ...options }),
    },
  }
}

export type Operations = ReturnType<typeof operations>
