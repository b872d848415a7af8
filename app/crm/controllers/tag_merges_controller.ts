import type { HttpContext } from '@adonisjs/core/http'
import Tag from '#crm/models/tag'
import TagPolicy from '#crm/policies/tag_policy'
import { mergeTagValidator } from '#crm/validators/tag'

/** Makes one tag of two. */
export default class TagMergesController {
  async store({ bouncer, params, request, response, session }: HttpContext) {
    const tag = await Tag.query().where('id', params.tag_id).firstOrFail()
    await bouncer.with(TagPolicy).authorize('update')
    const { intoId } = await request.validateUsing(mergeTagValidator)
    const other = await Tag.query().where('id', intoId).firstOrFail()
    await tag.mergeInto(other)
    session.flash('success', `What was tagged ${tag.name} is tagged ${other.name} now`)
    return response.redirect('/admin/settings/tags')
  }
}
