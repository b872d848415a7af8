import type { HttpContext } from '@adonisjs/core/http'
import CustomField from '#crm/models/custom_field'
import CustomFieldPolicy from '#crm/policies/custom_field_policy'

/** Puts a field away with its values, and takes it out again. */
export default class CustomFieldArchivalsController {
  async store({ bouncer, params, response, session }: HttpContext) {
    const field = await CustomField.query().where('id', params.field_id).firstOrFail()
    await bouncer.with(CustomFieldPolicy).authorize('delete')
    await field.archive()
    session.flash('success', `${field.label} is archived. Its values are kept.`)
    return response.redirect(`/admin/settings/fields?entity=${field.entity}`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const field = await CustomField.query().where('id', params.field_id).firstOrFail()
    await bouncer.with(CustomFieldPolicy).authorize('delete')
    await field.restore()
    session.flash('success', `${field.label} is back`)
    return response.redirect(`/admin/settings/fields?entity=${field.entity}`)
  }
}
