import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { ACTIVE_ORGANIZATION, membershipsOf } from '#identity/active_staff'
import { Refusal } from '#core/http/refusal'

const validator = vine.create({ organizationId: vine.string().uuid() })

/** The switcher. */
export default class ActiveOrganizationsController {
  async update({ auth, inertia, request, response, session }: HttpContext) {
    const { organizationId } = await request.validateUsing(validator)
    const memberships = await membershipsOf(auth.use('web').user!.id)
    if (!memberships.some((one) => one.organizationId === organizationId)) {
      throw new Refusal('There is no such organization', { code: 'E_ROW_NOT_FOUND', status: 404 })
    }
    session.put(ACTIVE_ORGANIZATION, organizationId)
    inertia.clearHistory()
    return response.redirect('/admin')
  }
}
