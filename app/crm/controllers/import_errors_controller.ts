import type { HttpContext } from '@adonisjs/core/http'
import StoredFile from '#media/models/stored_file'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'

/** The rows that were not imported, as a file to mend and import again. */
export default class ImportErrorsController {
  async show({ bouncer, params, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('read', batch.kind)
    const file = await StoredFile.query()
      .where('id', batch.errorFileId ?? batch.id)
      .firstOrFail()
    return response.redirect(file.signedUrl({ downloadAs: file.name }))
  }
}
