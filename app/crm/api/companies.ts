import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { moment } from '#core/api/moment'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { readJson } from '#core/api/read_json'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { camelCased, createCompanyBody, updateCompanyBody } from '#crm/api/company_body'
import { companyResource, contactResource } from '#crm/api/resources'
import { sortParameter } from '#crm/api/sort_parameter'
import { sortNames } from '#crm/lists/sorts'
import { searchCompaniesPage } from '#crm/queries/api/company_search'

const group = 'Companies'
const find = (id: string) => Company.query().where('id', id).firstOrFail()

export const listCompanies = endpoint({
  name: 'companies.list',
  method: 'GET',
  path: '/companies',
  group,
  summary: 'List companies',
  description: 'Filters narrow down together. The newest come first unless `sort` says otherwise.',
  scope: 'companies:read',
  query: vine.create({
    q: vine
      .string()
      .trim()
      .maxLength(100)
      .optional()
      .meta({ description: 'Words of name, domain or city.' }),
    domain: vine.string().maxLength(253).optional(),
    external_id: vine.string().maxLength(200).optional(),
    tag: vine.string().uuid().optional().meta({ description: 'Id of a tag.' }),
    owner: vine.string().uuid().optional().meta({ description: 'User id of a member.' }),
    updated_since: moment('Changed at this moment or later.'),
    filter: vine
      .string()
      .maxLength(8000)
      .optional()
      .meta({ description: 'A tree of conditions as JSON, as for contacts.' }),
    sort: sortParameter(sortNames('company')),
    ...pageParameters,
  }),
  answer: page(companyResource),
  handle: ({ query: { filter, ...search }, caller }) =>
    searchCompaniesPage({ ...search, filter: readJson('filter', filter) }, caller),
})

export const getCompany = endpoint({
  name: 'companies.get',
  method: 'GET',
  path: '/companies/:id',
  group,
  summary: 'Get a company',
  scope: 'companies:read',
  query: shapeValidator,
  answer: one(companyResource),
  handle: ({ params }) => find(params.id),
})

export const createCompany = endpoint({
  name: 'companies.create',
  method: 'POST',
  path: '/companies',
  group,
  summary: 'Make a company',
  scope: 'companies:create',
  query: shapeValidator,
  body: createCompanyBody,
  answer: made(companyResource, '/companies'),
  async handle({ body, trx }) {
    const { id } = await Company.enter(camelCased(body), trx, 'api')
    return Company.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateCompany = endpoint({
  name: 'companies.update',
  method: 'PATCH',
  path: '/companies/:id',
  group,
  summary: 'Change a company',
  description: 'What is left out stays as it is; null empties a field.',
  scope: 'companies:update',
  query: shapeValidator,
  body: updateCompanyBody,
  answer: one(companyResource),
  isOwnTransaction: true,
  async handle({ params, body }) {
    const company = await find(params.id)
    await company.revise(camelCased(body))
    return find(company.id)
  },
})

export const deleteCompany = endpoint({
  name: 'companies.delete',
  method: 'DELETE',
  path: '/companies/:id',
  group,
  summary: 'Delete a company',
  description: 'It can be brought back for 30 days. Its contacts stay.',
  scope: 'companies:delete',
  answer: nothing(),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).remove()
  },
})

const membership = {
  path: '/contacts/:id/companies/:company_id',
  group,
  scope: 'contacts:update',
  answer: one(contactResource),
  query: shapeValidator,
  isOwnTransaction: true,
} as const

export const joinCompany = endpoint({
  ...membership,
  name: 'contacts.join',
  method: 'PUT',
  summary: 'Put a contact into a company',
  description: 'Or change the role there.',
  body: vine.create({
    role: vine.string().trim().maxLength(100).nullable().optional(),
    is_primary: vine.boolean({ strict: true }).optional(),
  }),
  async handle({ params, body }) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    const company = await find(params.company_id)
    await contact.joinCompany({ companyId: company.id, ...camelCased(body) })
    return contact
  },
})

export const leaveCompany = endpoint({
  ...membership,
  name: 'contacts.leave',
  method: 'DELETE',
  summary: 'Take a contact out of a company',
  async handle({ params }) {
    const contact = await Contact.query().where('id', params.id).firstOrFail()
    const company = await find(params.company_id)
    await contact.leaveCompany(company.id)
    return contact
  },
})
