import type { HttpContext } from '@adonisjs/core/http'
import { listPage } from '#crm/lists/list_page'

export default class ContactListsController {
  async index(ctx: HttpContext) {
    const props = await listPage(ctx, 'contact')
    return props && ctx.inertia.render('crm/contacts/index', props)
  }
}
