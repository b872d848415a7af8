import type { HttpContext } from '@adonisjs/core/http'
import SegmentPolicy from '#crm/policies/segment_policy'
import { preview } from '#crm/segment_counting'
import { countSegmentValidator } from '#crm/validators/segment'

/** Whom a definition fits, while it is edited (JSON): how many, ten of them, and the definition in words. */
export default class SegmentCountsController {
  async store({ bouncer, request, staff }: HttpContext) {
    await bouncer.with(SegmentPolicy).authorize('readMembers')
    const { definition } = await request.validateUsing(countSegmentValidator)
    return preview(definition, staff)
  }
}
