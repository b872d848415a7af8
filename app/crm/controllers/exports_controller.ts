import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import StoredFile from '#media/models/stored_file'
import { requestExport } from '#crm/exports/request_export'
import Export from '#crm/models/export'
import ExportPolicy from '#crm/policies/export_policy'
import RecordListPolicy from '#crm/policies/record_list_policy'
import ExportTransformer from '#crm/transformers/export_transformer'
import { exportValidator } from '#crm/validators/import'

export default class ExportsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(ExportPolicy).authorize('read')
    const exports = await Export.query()
      .where('createdBy', staff.user.id)
      .orderBy('createdAt', 'desc')
      .limit(50)
    return inertia.render('crm/imports/exports', { exports: ExportTransformer.transform(exports) })
  }

  async store({ bouncer, request, response, session, staff }: HttpContext) {
    await bouncer.with(ExportPolicy).authorize('create')
    const asked = await request.validateUsing(exportValidator)
    await bouncer.with(RecordListPolicy).authorize('read', asked.entity)
    const wanted = await requestExport(asked, staff)
    session.flash('success', `${wanted.name} is being made; you are told when it is ready`)
    return response.redirect('/admin/contacts/exports')
  }

  /** The file itself, by a link that works for some minutes. */
  async show({ bouncer, params, response, staff }: HttpContext) {
    await bouncer.with(ExportPolicy).authorize('read')
    const wanted = await Export.query()
      .where({ id: params.id, createdBy: staff.user.id })
      .firstOrFail()
    if (!wanted.isReady) {
      throw new Refusal('This export is not there any more. Make it again.', {
        code: 'E_EXPORT_GONE',
        status: 410,
      })
    }
    const file = await StoredFile.query().where('id', wanted.fileId!).firstOrFail()
    return response.redirect(file.signedUrl({ downloadAs: wanted.name }))
  }
}
