import type { HttpContext } from '@adonisjs/core/http'
import BulkAction from '#crm/models/bulk_action'
import BulkActionPolicy from '#crm/policies/bulk_action_policy'
import BulkActionTransformer from '#crm/transformers/bulk_action_transformer'
import { bulkActionValidator } from '#crm/validators/bulk_action'

export default class BulkActionsController {
  async store({ bouncer, request, response, staff }: HttpContext) {
    const { entity, ids, q, filter, ...change } = await request.validateUsing(bulkActionValidator)
    await bouncer.with(BulkActionPolicy).authorize('create', entity, change.kind)
    const audience = ids ? { ids } : { q: q ?? null, filter }
    const action = await BulkAction.begin(entity, change, audience, staff)
    return response.accepted(new BulkActionTransformer(action).toObject())
  }
}
