import type { HttpContext } from '@adonisjs/core/http'
import BulkAction from '#crm/models/bulk_action'
import BulkActionPolicy from '#crm/policies/bulk_action_policy'

export default class BulkUndosController {
  async store({ bouncer, params, response }: HttpContext) {
    const action = await BulkAction.query().where('id', params.bulk_action_id).firstOrFail()
    await bouncer.with(BulkActionPolicy).authorize('undo', action)
    await action.undo()
    return response.noContent()
  }
}
