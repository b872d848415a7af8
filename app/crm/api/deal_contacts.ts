import vine from '@vinejs/vine'
import { all, endpoint } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import { dealContactResource } from '#crm/api/deal_resources'
import Contact from '#crm/models/contact'
import Deal from '#crm/models/deal'
import { dealPeople } from '#crm/queries/deal_record'

const group = 'Deals'
const find = (id: string) => Deal.query().where('id', id).firstOrFail()

export const listPeople = endpoint({
  name: 'deals.contacts',
  method: 'GET',
  path: '/deals/:id/contacts',
  group,
  summary: 'List the contacts of a deal, the primary one first',
  scope: 'deals:read',
  alsoScopes: ['contacts:read'],
  query: shapeValidator,
  answer: all(dealContactResource),
  handle: async ({ params }) => dealPeople((await find(params.id)).id),
})

const belonging = {
  path: '/deals/:id/contacts/:contact_id',
  group,
  scope: 'deals:update',
  alsoScopes: ['contacts:read'],
  query: shapeValidator,
  answer: all(dealContactResource),
  isOwnTransaction: true,
}

export const involveContact = endpoint({
  ...belonging,
  name: 'deals.involve',
  method: 'PUT',
  summary: 'Put a contact on a deal',
  description: 'Or change the role there. Of a deal without a primary contact it becomes that.',
  body: vine.create({ role: vine.string().trim().maxLength(80).nullable().optional() }),
  async handle({ params, body: { role } }) {
    const deal = await find(params.id)
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await deal.involve(contact.id, role ?? null)
    return dealPeople(deal.id)
  },
})

export const releaseContact = endpoint({
  ...belonging,
  name: 'deals.release',
  method: 'DELETE',
  summary: 'Take a contact off a deal',
  description: 'The primary one too.',
  async handle({ params }) {
    const deal = await find(params.id)
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await deal.release(contact.id)
    return dealPeople(deal.id)
  },
})
