import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { moment } from '#core/api/moment'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { readJson } from '#core/api/read_json'
import { LIFECYCLE } from '#crm/lifecycle'
import Contact from '#crm/models/contact'
import { createContactBody, updateContactBody } from '#crm/api/contact_body'
import { createContact, deleteContact, updateContact } from '#crm/api/contact_acts'
import { contactResource } from '#crm/api/resources'
import { sortParameter } from '#crm/api/sort_parameter'
import { sortNames } from '#crm/lists/sorts'
import { searchContactsPage } from '#crm/queries/api/contact_search'

const group = 'Contacts'
const id = (description: string) => vine.string().uuid().optional().meta({ description })

export const listContacts = endpoint({
  name: 'contacts.list',
  method: 'GET',
  path: '/contacts',
  group,
  summary: 'List contacts',
  description: 'Filters narrow down together. The newest come first unless `sort` says otherwise.',
  scope: 'contacts:read',
  query: vine.create({
    q: vine.string().trim().maxLength(100).optional().meta({
      description:
        'Name, address or number: words of up to three letters at its beginning, longer ones anywhere.',
    }),
    email: vine
      .string()
      .trim()
      .maxLength(254)
      .optional()
      .meta({ description: 'Whoever has this address, as the primary or another one.' }),
    external_id: vine.string().maxLength(200).optional(),
    tag: id('Id of a tag.'),
    owner: id('User id of a member.'),
    company: id('Id of a company.'),
    lifecycle: vine.enum(LIFECYCLE.map(({ value }) => value)).optional(),
    source: vine.string().maxLength(60).optional(),
    created_since: moment('Made at this moment or later.'),
    updated_since: moment('Changed at this moment or later; goes well with `sort=updated_at`.'),
    filter: vine.string().maxLength(8000).optional().meta({
      description:
        'A tree of conditions as JSON, as segments have them: `{"all":[{"condition":"contact.city","operator":"is","value":"Bonn"}]}`. Groups are `all`, `any` and `not`.',
    }),
    sort: sortParameter(sortNames('contact')),
    ...pageParameters,
  }),
  answer: page(contactResource),
  handle: ({ query: { filter, ...search }, caller }) =>
    searchContactsPage({ ...search, filter: readJson('filter', filter) }, caller),
})

export const getContact = endpoint({
  name: 'contacts.get',
  method: 'GET',
  path: '/contacts/:id',
  group,
  summary: 'Get a contact',
  scope: 'contacts:read',
  query: shapeValidator,
  answer: one(contactResource),
  handle: ({ params }) => Contact.query().where('id', params.id).firstOrFail(),
})

export const makeContact = endpoint({
  name: 'contacts.create',
  method: 'POST',
  path: '/contacts',
  group,
  summary: 'Make a contact',
  description:
    'To make or change whoever has an address, whether known or not, use the batch. A deleted contact of the same address comes back.',
  scope: 'contacts:create',
  query: shapeValidator,
  body: createContactBody,
  answer: made(contactResource, '/contacts'),
  problems: { 409: 'somebody has one of the addresses, or the external id, already.' },
  handle: ({ body, caller, trx }) => createContact(body, caller, trx),
})

export const changeContact = endpoint({
  name: 'contacts.update',
  method: 'PATCH',
  path: '/contacts/:id',
  group,
  summary: 'Change a contact',
  description: 'What is left out stays as it is; null empties a field.',
  scope: 'contacts:update',
  query: shapeValidator,
  body: updateContactBody,
  answer: one(contactResource),
  problems: { 409: 'somebody else has one of the addresses, or the external id.' },
  handle: ({ params, body, caller, trx }) => updateContact(params.id, body, caller, trx),
})

export const removeContact = endpoint({
  name: 'contacts.delete',
  method: 'DELETE',
  path: '/contacts/:id',
  group,
  summary: 'Delete a contact',
  description: 'It can be brought back for 30 days.',
  scope: 'contacts:delete',
  answer: nothing(),
  handle: ({ params, trx }) => deleteContact(params.id, trx),
})
