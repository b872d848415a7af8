import type { HttpContext } from '@adonisjs/core/http'
import CustomField, { FIELD_ENTITIES, type FieldEntity } from '#crm/models/custom_field'
import CustomFieldPolicy from '#crm/policies/custom_field_policy'
import { fieldOrderValidator } from '#crm/validators/custom_field'

/** The order in which forms show the fields of a kind of record. */
export default class CustomFieldOrdersController {
  async update({ bouncer, params, request, response }: HttpContext) {
    await bouncer.with(CustomFieldPolicy).authorize('update')
    const entity = FIELD_ENTITIES.find((one) => one === params.entity) as FieldEntity
    const { ids } = await request.validateUsing(fieldOrderValidator)
    await CustomField.arrange(entity, ids)
    return response.redirect(`/admin/settings/fields?entity=${entity}`)
  }
}
