import type { HttpContext } from '@adonisjs/core/http'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'

/** The import itself: begun or resumed, and stopped. */
export default class ImportRunsController {
  async store({ bouncer, params, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update')
    await batch.runLater()
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update')
    await batch.cancel()
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
