import type { HttpContext } from '@adonisjs/core/http'
import SuppressionEntry from '#crm/models/suppression_entry'
import SuppressionPolicy from '#crm/policies/suppression_policy'
import { liftByStaff, suppressByStaff, suppressionPage } from '#crm/suppression_list'
import SuppressionTransformer from '#crm/transformers/suppression_transformer'
import {
  liftValidator,
  suppressionFiltersValidator,
  suppressionValidator,
} from '#crm/validators/consent'

export default class SuppressionsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(SuppressionPolicy).authorize('read')
    const filters = await request.validateUsing(suppressionFiltersValidator)
    const page = await suppressionPage(filters)
    return inertia.render('crm/suppressions/index', {
      suppressions: SuppressionTransformer.transform(page.rows),
      next: page.next,
      previous: page.previous,
      address: filters.address ?? null,
      reason: filters.reason ?? null,
      can: { create: staff.can('suppressions:create'), lift: staff.can('suppressions:delete') },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(SuppressionPolicy).authorize('create')
    const isNew = await suppressByStaff(await request.validateUsing(suppressionValidator))
    session.flash('success', isNew ? 'Nothing goes there any more' : 'Was suppressed already')
    return response.redirect().back()
  }

  async destroy({ bouncer, params, request, response, session }: HttpContext) {
    const entry = await SuppressionEntry.query().where('id', params.id).firstOrFail()
    await bouncer.with(SuppressionPolicy).authorize('lift')
    await liftByStaff(entry, (await request.validateUsing(liftValidator)).why)
    session.flash('success', `${entry.hint ?? 'The address'} may be written to again`)
    return response.redirect().back()
  }
}
