import type { HttpContext } from '@adonisjs/core/http'
import Segment from '#crm/models/segment'
import SegmentPolicy from '#crm/policies/segment_policy'
import { explain } from '#crm/segment_reasons'

/** Why one contact is in a segment, or not (JSON). */
export default class SegmentReasonsController {
  async show({ bouncer, params, response }: HttpContext) {
    const segment = await Segment.query().where('id', params.segment_id).firstOrFail()
    await bouncer.with(SegmentPolicy).authorize('readMembers')
    return (await explain(segment, params.id)) ?? response.notFound()
  }
}
