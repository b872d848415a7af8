import { endpoint, one } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import { Refusal } from '#core/http/refusal'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import Deal from '#crm/models/deal'
import { companyResource, contactResource } from '#crm/api/resources'
import { dealResource } from '#crm/api/work_resources'

const common = { method: 'PUT', query: shapeValidator, isOwnTransaction: true } as const
const description =
  'For 30 days after it was deleted. One that is not deleted stays as it is. Takes the scope that deleting takes.'

export const restoreContact = endpoint({
  ...common,
  name: 'contacts.restore',
  path: '/contacts/:id/restoration',
  group: 'Contacts',
  summary: 'Bring a deleted contact back',
  description,
  scope: 'contacts:delete',
  answer: one(contactResource),
  problems: { 409: 'it was merged into another contact; undo the merge instead.' },
  async handle({ params }) {
    const contact = await Contact.withDeleted()
      .where('id', params.id)
      .whereNull('erasedAt')
      .firstOrFail()
    if (contact.mergedIntoId) {
      throw new Refusal('This contact was merged into another one. Undo the merge instead.', {
        code: 'E_CONTACT_MERGED',
        status: 409,
      })
    }
    await contact.restore()
    return Contact.query().where('id', params.id).firstOrFail()
  },
})

export const restoreCompany = endpoint({
  ...common,
  name: 'companies.restore',
  path: '/companies/:id/restoration',
  group: 'Companies',
  summary: 'Bring a deleted company back',
  description,
  scope: 'companies:delete',
  answer: one(companyResource),
  async handle({ params }) {
    await (await Company.withDeleted().where('id', params.id).firstOrFail()).restore()
    return Company.query().where('id', params.id).firstOrFail()
  },
})

export const restoreDeal = endpoint({
  ...common,
  name: 'deals.restore',
  path: '/deals/:id/restoration',
  group: 'Deals',
  summary: 'Bring a deleted deal back',
  description,
  scope: 'deals:delete',
  answer: one(dealResource),
  async handle({ params }) {
    const deal = (await Deal.withDeleted().where('id', params.id).firstOrFail()) as Deal
    await deal.restore()
    return Deal.query().where('id', params.id).firstOrFail()
  },
})
