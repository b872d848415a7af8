import type { HttpContext } from '@adonisjs/core/http'
import Company from '#crm/models/company'
import CompanyPolicy from '#crm/policies/company_policy'

/** Brings a deleted company back. */
export default class CompanyRestorationsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const company = await Company.withDeleted().where('id', params.company_id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('delete')
    await company.restore()
    session.flash('success', `${company.name} is back`)
    return response.redirect(`/admin/companies/${company.id}`)
  }
}
