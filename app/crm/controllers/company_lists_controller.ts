import type { HttpContext } from '@adonisjs/core/http'
import { listIds, listPage } from '#crm/lists/list_page'

export default class CompanyListsController {
  async index(ctx: HttpContext) {
    const props = await listPage(ctx, 'company')
    return props && ctx.inertia.render('crm/companies/index', props)
  }

  /** Which records stand on a page, for who goes through the list record by record. */
  async pages(ctx: HttpContext) {
    return listIds(ctx, 'company')
  }
}
