import type { HttpContext } from '@adonisjs/core/http'
import CustomField from '#crm/models/custom_field'
import Import from '#crm/models/import'
import CustomFieldPolicy from '#crm/policies/custom_field_policy'
import ImportPolicy from '#crm/policies/import_policy'
import { importFieldValidator } from '#crm/validators/import'

/** A field of contacts that is made for a column of a file. */
export default class ImportFieldsController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update')
    await bouncer.with(CustomFieldPolicy).authorize('create')
    const given = await request.validateUsing(importFieldValidator)
    await CustomField.define({ ...given, entity: 'contact' })
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
