import type { HttpContext } from '@adonisjs/core/http'
import { searchSources } from '#core/registry/search'
import InsightPolicy from '#insights/policies/insight_policy'
import { searchValidator } from '#insights/validators/insight'

/** The palette's search: JSON `{ hits }` from every source that this person may see, each with its `kind`. */
export default class SearchesController {
  async show({ bouncer, logger, request, response, staff }: HttpContext) {
    await bouncer.with(InsightPolicy).authorize('search')
    const { q } = await request.validateUsing(searchValidator)
    const sources = searchSources.entries().filter(([, source]) => staff.can(source.permission))
    // One kind that cannot be searched just now takes nothing from the others.
    const found = await Promise.all(
      sources.map(async ([key, source]) => {
        const hits = await source.find(q).catch((error) => {
          logger.error({ err: error, source: key }, 'search failed')
          return []
        })
        const kind = source.label ?? key[0].toUpperCase() + key.slice(1)
        return hits.slice(0, 5).map((hit) => ({ ...hit, kind }))
      })
    )
    response.header('Cache-Control', 'no-store')
    return { hits: found.flat() }
  }
}
