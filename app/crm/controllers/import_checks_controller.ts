import type { HttpContext } from '@adonisjs/core/http'
import { chooseMapping } from '#crm/imports/choose_mapping'
import type { ImportRules } from '#crm/imports/rules'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'
import SegmentPolicy from '#crm/policies/segment_policy'
import { mappingValidator } from '#crm/validators/import'

/** The dry run of an import: its columns are mapped, and all rows looked at. */
export default class ImportChecksController {
  async store({ bouncer, params, request, response }: HttpContext) {
    const batch = await Import.query().where('id', params.import_id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    const { mapping, rules } = await request.validateUsing(mappingValidator)
    if (rules.list) await bouncer.with(SegmentPolicy).authorize(rules.list.id ? 'update' : 'create')
    await chooseMapping(batch, mapping, rules as ImportRules)
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
