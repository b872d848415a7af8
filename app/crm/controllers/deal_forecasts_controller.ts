import type { HttpContext } from '@adonisjs/core/http'
import { dealSetting } from '#crm/deal_board'
import { DealFilter } from '#crm/deal_filter'
import { forecastOf } from '#crm/deal_forecast'
import DealPolicy from '#crm/policies/deal_policy'
import { forecastValidator } from '#crm/validators/deal'

export default class DealForecastsController {
  async show({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const { pipeline, owner, ...given } = await request.validateUsing(forecastValidator)
    const filter = await DealFilter.of(given.filter, staff)
    const [{ props }, forms, months] = await Promise.all([
      dealSetting(staff),
      filter.forPage(staff),
      forecastOf({
        pipelineId: pipeline,
        ownerId: owner,
        filter,
        timeZone: staff.organization.timeZone,
      }),
    ])
    return inertia.render('crm/deals/forecast', {
      ...props,
      ...forms,
      months,
      filters: { pipeline: pipeline ?? null, owner: owner ?? null, filter: filter.tree },
    })
  }
}
