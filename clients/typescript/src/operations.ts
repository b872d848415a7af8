// Made by `npm run client` from the OpenAPI document. Changes here are lost.

import type { CallOptions, Send } from './send.ts'

import type { Page, Contact, Company, Tag, CustomField } from './schemas.ts'

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
  sort?: '-created_at' | 'created_at' | '-updated_at' | 'updated_at' | 'name'
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
  phone?: string | null
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
  /** Names of tags to put on. Missing ones are made. Others stay. */
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
  phone?: string | null
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
  /** Names of tags to put on. Missing ones are made. Others stay. */
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

export type ContactsBatchBody = {
  /** What tells who is who: `email` by default. */
  match?: 'email' | 'external_id'
  contacts: Array<{
    /** Becomes the primary address. Others stay. */
    email?: string
    /** Becomes the primary number. Without a prefix it belongs to the organization’s country. */
    phone?: string | null
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
    /** Names of tags to put on. Missing ones are made. Others stay. */
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
  sort?: '-created_at' | 'created_at' | 'name'
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

export type FieldsListQuery = {
  entity?: 'contact' | 'company' | 'deal'
  /** Comma-separated names of the fields to answer with, `id` always among them. The schemas describe answers without it. */
  fields?: string
  /** Comma-separated names of further fields to answer with. */
  expand?: string
}

export type FieldsListAnswer = {
  data: Array<CustomField>
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
      /** Delete a contact. It can be brought back in the admin for 30 days. Scope contacts:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<ContactsDeleteAnswer>('DELETE', `/contacts/${id}`, { ...options }),
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
      /** Delete a company. It can be brought back in the admin for 30 days. Its contacts stay. Scope companies:delete. */
      delete: (id: string, options: CallOptions = {}) =>
        send<CompaniesDeleteAnswer>('DELETE', `/companies/${id}`, { ...options }),
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
    fields: {
      /** List custom fields. Scope fields:read. */
      list: (query: FieldsListQuery = {}, options: CallOptions = {}) =>
        send<FieldsListAnswer>('GET', `/fields`, { query, ...options }),
    },
  }
}

export type Operations = ReturnType<typeof operations>
