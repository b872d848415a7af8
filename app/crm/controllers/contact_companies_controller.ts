import type { HttpContext } from '@adonisjs/core/http'
import { refuseField } from '#crm/field_error'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import CompanyPolicy from '#crm/policies/company_policy'
import ContactPolicy from '#crm/policies/contact_policy'
import { joinCompanyValidator, updateEmploymentValidator } from '#crm/validators/contact'

/** The companies of a contact; `:id` is the company's. */
export default class ContactCompaniesController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    const { companyId, name, ...rest } = await request.validateUsing(joinCompanyValidator)
    if (!companyId && !name) refuseField('companyId', 'Choose a company')
    if (!companyId) await bouncer.with(CompanyPolicy).authorize('create')
    const id = companyId ?? (await Company.enter({ name: name! })).id
    await contact.joinCompany({ companyId: id, ...rest })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    const company = await Company.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    const given = await request.validateUsing(updateEmploymentValidator)
    await contact.joinCompany({ companyId: company.id, ...given })
    return response.redirect(`/admin/contacts/${contact.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const contact = await Contact.query().where('id', params.contact_id).firstOrFail()
    const company = await Company.query().where('id', params.id).firstOrFail()
    await bouncer.with(ContactPolicy).authorize('update')
    await contact.leaveCompany(company.id)
    return response.redirect(`/admin/contacts/${contact.id}`)
  }
}
