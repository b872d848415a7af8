import type { HttpContext } from '@adonisjs/core/http'
import Segment from '#crm/models/segment'
import SegmentPolicy from '#crm/policies/segment_policy'

/** Puts a segment away, and takes it back into use. */
export default class SegmentArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('delete')
    await segment.archive()
    session.flash('success', `“${segment.name}” is archived`)
    return response.redirect('/admin/segments')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('delete')
    await segment.restore()
    session.flash('success', `“${segment.name}” is in use again`)
    return response.redirect(`/admin/segments/${segment.id}`)
  }
}
