import { BaseTransformer } from '@adonisjs/core/transformers'
import type Company from '#crm/models/company'

export default class CompanyTransformer extends BaseTransformer<Company> {
  toObject() {
    const { id, name, domain, city, country, createdAt } = this.resource
    return { id, name, domain, city, country, createdAt: createdAt.toISO()! }
  }

  forRecord() {
    const company = this.resource
    return {
      ...this.toObject(),
      ...this.pick(company, [
        'website',
        'phone',
        'industry',
        'size',
        'street',
        'region',
        'postalCode',
        'description',
        'externalId',
        'ownerId',
        'source',
        'custom',
      ]),
      updatedAt: company.updatedAt.toISO()!,
      deletedAt: company.deletedAt?.toISO() ?? null,
      erasedOn: company.erasedOn?.toISO() ?? null,
    }
  }
}
