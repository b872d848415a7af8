import type { HttpContext } from '@adonisjs/core/http'
import { audienceFigures, engagementFigures } from '#messaging/reports/audience_page'
import DeliverabilityPolicy from '#messaging/reports/policies/deliverability_policy'
import type { AudienceRange } from '#messaging/reports/report_days'
import { audienceValidator } from '#messaging/reports/validators/report'

/** How the audience grows, and how much of it reads. */
export default class AudienceReportsController {
  async index({ bouncer, inertia, organization, request, staff }: HttpContext) {
    await bouncer.with(DeliverabilityPolicy).authorize('readAudience')
    const { days = '30', topic = null } = await request.validateUsing(audienceValidator)
    const range = Number(days) as AudienceRange
    return inertia.render('messaging/deliverability/audience', {
      days: range,
      topic,
      can: { senders: staff.can('senders:read'), forms: staff.can('forms:read') },
      figures: await audienceFigures(range, organization.timeZone, topic),
      engagement: inertia.defer(() => engagementFigures()),
    })
  }
}
