import type { HttpContext } from '@adonisjs/core/http'
import MembershipPolicy from '#identity/policies/membership_policy'
import { roles } from '#identity/roles'

/** Who may what, as config/roles.yaml says. */
export default class RolesController {
  async index({ bouncer, inertia }: HttpContext) {
    await bouncer.with(MembershipPolicy).authorize('read')
    return inertia.render('identity/settings/roles', {
      permissions: roles().permissions,
      roles: roles()
        .all()
        .map(({ key, label, description, permissions }) => ({
          key,
          label,
          description,
          permissions: [...permissions],
        })),
    })
  }
}
