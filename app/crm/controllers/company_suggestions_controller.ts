import type { HttpContext } from '@adonisjs/core/http'
import Company from '#crm/models/company'
import CompanyPolicy from '#crm/policies/company_policy'
import { companySuggestionValidator } from '#crm/validators/company'
import { businessDomain, normalizeDomain } from '#crm/web_domain'

/** Companies that have the domain of a business address, or the same domain, as JSON. */
export default class CompanySuggestionsController {
  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(CompanyPolicy).authorize('read')
    const { email, domain } = await request.validateUsing(companySuggestionValidator)
    const host = email ? businessDomain(email) : normalizeDomain(domain ?? '')
    return { domain: host, companies: host ? await Company.ofDomain(host) : [] }
  }
}
