import type { HttpContext } from '@adonisjs/core/http'
import Company from '#crm/models/company'
import Tag from '#crm/models/tag'
import CompanyPolicy from '#crm/policies/company_policy'
import TagPolicy from '#crm/policies/tag_policy'
import { addTagsValidator } from '#crm/validators/contact'

/** The tags of a company. */
export default class CompanyTagsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const company = await Company.query().where('id', params.company_id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('update')
    const { names } = await request.validateUsing(addTagsValidator)
    if ((await Tag.missing(names)).length > 0) await bouncer.with(TagPolicy).authorize('create')
    await company.tag(names)
    return response.redirect(`/admin/companies/${company.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const company = await Company.query().where('id', params.company_id).firstOrFail()
    const tag = await Tag.query().where('id', params.id).firstOrFail()
    await bouncer.with(CompanyPolicy).authorize('update')
    await company.untag([tag.id])
    return response.redirect(`/admin/companies/${company.id}`)
  }
}
