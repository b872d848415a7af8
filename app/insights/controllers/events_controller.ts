import type { HttpContext } from '@adonisjs/core/http'
import { eventCatalogue } from '#core/events/domain_event'
import InsightPolicy from '#insights/policies/insight_policy'
import { eventLog } from '#insights/queries/event_log'
import { staffNames } from '#insights/queries/staff_names'
import { eventFiltersValidator } from '#insights/validators/insight'

/** Who did what. */
export default class EventsController {
  async index({ bouncer, inertia, organization, request }: HttpContext) {
    await bouncer.with(InsightPolicy).authorize('events')
    const filters = await request.validateUsing(eventFiltersValidator)
    return inertia.render('insights/events/index', {
      ...(await eventLog(organization.id, organization.timeZone, filters)),
      types: eventCatalogue.all().map(({ type, label }) => ({ type, label })),
      people: await staffNames(organization.id),
      filters: {
        type: filters.type ?? null,
        actor: filters.actor ?? null,
        from: filters.from ?? null,
        to: filters.to ?? null,
      },
    })
  }
}
