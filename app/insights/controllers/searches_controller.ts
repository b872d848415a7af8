import type { HttpContext } from '@adonisjs/core/http'
import { searchSources } from '#core/registry/search'
import InsightPolicy from '#insights/policies/insight_policy'
import { searchValidator } from '#insights/validators/insight'

/** The palette's search: JSON `{ hits }` from every source that this person may see. */
export default class SearchesController {
  async show({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(InsightPolicy).authorize('search')
    const { q } = await request.validateUsing(searchValidator)
    const sources = searchSources.all().filter((source) => staff.can(source.permission))
    const hits = await Promise.all(sources.map((source) => source.find(q)))
    response.header('Cache-Control', 'no-store')
    return { hits: hits.flat() }
  }
}
