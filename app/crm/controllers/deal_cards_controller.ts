import type { HttpContext } from '@adonisjs/core/http'
import { cardsOf, furtherCards } from '#crm/deal_board'
import { DealFilter } from '#crm/deal_filter'
import Pipeline from '#crm/models/pipeline'
import DealPolicy from '#crm/policies/deal_policy'
import { boardCardsValidator } from '#crm/validators/deal'

/** Cards of a board that is open, as JSON. */
export default class DealCardsController {
  /**
   * Either the next cards of a stage after one (`stage`, `after`): `{ cards, hasMore }`; or what
   * became of some (`ids`): `{ cards, totals }` with those that still stand on the board.
   */
  async index({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(DealPolicy).authorize('read')
    const given = await request.validateUsing(boardCardsValidator)
    const asked = { ...given, filter: await DealFilter.of(given.filter, staff) }
    const pipeline = await Pipeline.query().where('id', asked.pipeline).firstOrFail()
    response.header('Cache-Control', 'no-store')
    return asked.stage && asked.after
      ? furtherCards(asked.stage, asked.after, asked)
      : cardsOf(pipeline.id, asked.ids ?? [], asked)
  }
}
