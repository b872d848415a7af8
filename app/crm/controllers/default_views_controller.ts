import type { HttpContext } from '@adonisjs/core/http'
import View from '#crm/models/view'
import ViewPolicy from '#crm/policies/view_policy'
import { defaultViewValidator } from '#crm/validators/list'

/** With which view a person's own list opens. */
export default class DefaultViewsController {
  async update({ bouncer, request, response, staff }: HttpContext) {
    const { entity, viewId } = await request.validateUsing(defaultViewValidator)
    await bouncer.with(ViewPolicy).authorize('create', entity)
    if (viewId) {
      const query = View.query().where({ id: viewId, entity })
      query.withScopes((scopes) => scopes.visibleTo(staff.user.id))
      await query.firstOrFail()
    }
    await View.openWith(staff.user.id, entity, viewId)
    return response.noContent()
  }
}
