import type { HttpContext } from '@adonisjs/core/http'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'

/** Taking an import back. */
export default class ImportUndosController {
  async store({ bouncer, params, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    await batch.undoLater()
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
