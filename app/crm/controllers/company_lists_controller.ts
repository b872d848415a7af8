import type { HttpContext } from '@adonisjs/core/http'
import { listPage } from '#crm/lists/list_page'

export default class CompanyListsController {
  async index(ctx: HttpContext) {
    const props = await listPage(ctx, 'company')
    return props && ctx.inertia.render('crm/companies/index', props)
  }
}
