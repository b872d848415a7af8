import type { HttpContext } from '@adonisjs/core/http'
import { RecordList } from '#crm/lists/record_list'
import View from '#crm/models/view'
import ViewPolicy from '#crm/policies/view_policy'
import { createViewValidator, updateViewValidator } from '#crm/validators/list'

const PATHS = { contact: '/admin/contacts', company: '/admin/companies' } as const

export default class ViewsController {
  async store({ bouncer, request, response, session, staff }: HttpContext) {
    const given = await request.validateUsing(createViewValidator)
    await bouncer.with(ViewPolicy).authorize('create', given.entity)
    if (given.isShared) await bouncer.with(ViewPolicy).authorize('share', given.entity)
    await RecordList.open(given.entity, given, staff)
    const view = await View.create({ ...given, userId: staff.user.id })
    session.flash('success', `View “${view.name}” saved`)
    return response.redirect(`${PATHS[view.entity]}?view=${view.id}`)
  }

  async update({ bouncer, params, request, response, session, staff }: HttpContext) {
    const view = await this.#find(params.id, staff.user.id)
    await bouncer.with(ViewPolicy).authorize('update', view)
    const given = await request.validateUsing(updateViewValidator)
    if (given.isShared) await bouncer.with(ViewPolicy).authorize('share', view.entity)
    await RecordList.open(view.entity, { ...view.state, ...given }, staff)
    await view.merge(given).save()
    session.flash('success', `View “${view.name}” saved`)
    return response.redirect(`${PATHS[view.entity]}?view=${view.id}`)
  }

  async destroy({ bouncer, params, response, session, staff }: HttpContext) {
    const view = await this.#find(params.id, staff.user.id)
    await bouncer.with(ViewPolicy).authorize('delete', view)
    await view.delete()
    session.flash('success', `View “${view.name}” deleted`)
    return response.redirect(`${PATHS[view.entity]}?view=all`)
  }

  #find(id: string, userId: string): Promise<View> {
    const query = View.query().where('id', id)
    query.withScopes((scopes) => scopes.visibleTo(userId))
    return query.firstOrFail()
  }
}
