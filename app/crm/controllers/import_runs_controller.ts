import type { HttpContext } from '@adonisjs/core/http'
import { makeList, wantsNewList } from '#crm/imports/import_list'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'
import SegmentPolicy from '#crm/policies/segment_policy'

/** The import itself: begun or resumed, and stopped. */
export default class ImportRunsController {
  async store({ bouncer, params, response, staff }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    if (wantsNewList(batch)) {
      await bouncer.with(SegmentPolicy).authorize('create')
      await makeList(batch, staff)
    }
    await batch.runLater()
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    await batch.cancel()
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
