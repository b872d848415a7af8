import type { HttpContext } from '@adonisjs/core/http'
import { cockpitFigures, suppressionFigures } from '#messaging/reports/cockpit_page'
import DeliverabilityPolicy from '#messaging/reports/policies/deliverability_policy'
import { LIMITS } from '#messaging/reports/limits'
import type { SendRange } from '#messaging/reports/report_days'
import { cockpitValidator } from '#messaging/reports/validators/report'

/** The cockpit: whether mail arrives, and what to do where it does not. */
export default class DeliverabilityController {
  async index({ bouncer, inertia, organization, request, staff }: HttpContext) {
    await bouncer.with(DeliverabilityPolicy).authorize('read')
    const { days = '7' } = await request.validateUsing(cockpitValidator)
    const range = Number(days) as SendRange
    return inertia.render('messaging/deliverability/index', {
      days: range,
      limits: LIMITS,
      can: { audience: staff.can('reports:read'), suppressions: staff.can('suppressions:read') },
      figures: inertia.defer(() => cockpitFigures(range)),
      suppressions: inertia.defer(() => suppressionFigures(organization.timeZone), 'suppressions'),
    })
  }
}
