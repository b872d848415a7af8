import type { HttpContext } from '@adonisjs/core/http'
import { dealSetting } from '#crm/deal_board'
import { forecastOf } from '#crm/deal_forecast'
import DealPolicy from '#crm/policies/deal_policy'
import { forecastValidator } from '#crm/validators/deal'

export default class DealForecastsController {
  async show({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const { pipeline, owner } = await request.validateUsing(forecastValidator)
    const [{ props }, months] = await Promise.all([
      dealSetting(staff),
      forecastOf({
        pipelineId: pipeline,
        ownerId: owner,
        timeZone: staff.organization.timeZone,
      }),
    ])
    return inertia.render('crm/deals/forecast', {
      ...props,
      months,
      filters: { pipeline: pipeline ?? null, owner: owner ?? null },
    })
  }
}
