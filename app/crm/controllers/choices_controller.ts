import type { HttpContext } from '@adonisjs/core/http'
import { choiceSources } from '#core/registry/segment_conditions'
import ChoicePolicy from '#crm/policies/choice_policy'
import { choicesValidator } from '#crm/validators/list'

/** Records for the values of conditions and cells: what a search finds, or the names of ids. */
export default class ChoicesController {
  async index({ bouncer, params, request, response }: HttpContext) {
    const source = choiceSources.get(params.key)
    if (!source) return response.notFound()
    await bouncer.with(ChoicePolicy).authorize('read', source)
    const { q, ids } = await request.validateUsing(choicesValidator)
    return ids ? source.named(ids) : source.search(q ?? '')
  }
}
