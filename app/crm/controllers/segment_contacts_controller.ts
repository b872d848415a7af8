import type { HttpContext } from '@adonisjs/core/http'
import Segment from '#crm/models/segment'
import SegmentPolicy from '#crm/policies/segment_policy'
import { listedContactsValidator } from '#crm/validators/segment'

/** Members of static lists. */
export default class SegmentContactsController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('update')
    const { contactIds } = await request.validateUsing(listedContactsValidator)
    const added = await segment.add(contactIds)
    session.flash('success', added === 1 ? 'Added to the list' : `${added} added to the list`)
    return response.redirect(`/admin/segments/${segment.id}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('update')
    const removed = await segment.remove([params.id])
    if (removed === 0) return response.notFound()
    session.flash('success', 'Taken off the list')
    return response.redirect(`/admin/segments/${segment.id}`)
  }
}
