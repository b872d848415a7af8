import type { HttpContext } from '@adonisjs/core/http'
import { kindOf } from '#crm/imports/kinds/kinds'
import CustomField from '#crm/models/custom_field'
import Import from '#crm/models/import'
import CustomFieldPolicy from '#crm/policies/custom_field_policy'
import ImportPolicy from '#crm/policies/import_policy'
import { importFieldValidator } from '#crm/validators/import'

/** A field of the file's kind of record that is made for one of its columns. */
export default class ImportFieldsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    await bouncer.with(CustomFieldPolicy).authorize('create')
    const given = await request.validateUsing(importFieldValidator)
    await CustomField.define({ ...given, entity: kindOf(batch.kind).entity })
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
