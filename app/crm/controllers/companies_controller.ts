import type { HttpContext } from '@adonisjs/core/http'
import { companyPanelsFor } from '#crm/company_panels'
import Company from '#crm/models/company'
import CompanyPolicy from '#crm/policies/company_policy'
import { companyRecord, fieldsFor } from '#crm/record_pages'
import { createCompanyValidator, updateCompanyValidator } from '#crm/validators/company'

export default class CompaniesController {
  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(CompanyPolicy).authorize('create')
    return inertia.render('crm/companies/create', { fields: await fieldsFor('company') })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(CompanyPolicy).authorize('create')
    const company = await Company.enter(await request.validateUsing(createCompanyValidator))
    session.flash('success', `${company.name} is in your companies`)
    return response.redirect(`/admin/companies/${company.id}`)
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    const company = await Company.withDeleted().where('id', params.id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('read')
    return inertia.render('crm/companies/show', {
      ...(await companyRecord(company, staff)),
      panels: inertia.defer(() => companyPanelsFor(company.id, staff)),
    })
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const company = await Company.query().where('id', params.id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('update')
    await company.revise(await request.validateUsing(updateCompanyValidator))
    return response.redirect(`/admin/companies/${company.id}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const company = await Company.query().where('id', params.id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('delete')
    await company.remove()
    session.flash('success', `${company.name} is deleted`)
    session.flash('undo', { method: 'post', href: `/admin/companies/${company.id}/restoration` })
    return response.redirect('/admin/companies')
  }
}
