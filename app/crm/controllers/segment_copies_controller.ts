import type { HttpContext } from '@adonisjs/core/http'
import Segment from '#crm/models/segment'
import SegmentPolicy from '#crm/policies/segment_policy'

/** Makes a segment like another, to be changed. */
export default class SegmentCopiesController {
  async store({ bouncer, params, response, session, staff }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('create')
    const copy = await segment.duplicate(staff)
    session.flash('success', `“${copy.name}” is made`)
    return response.redirect(`/admin/segments/${copy.id}/edit`)
  }
}
