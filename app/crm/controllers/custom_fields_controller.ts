import type { HttpContext } from '@adonisjs/core/http'
import IndexField from '#crm/jobs/index_field'
import CustomField from '#crm/models/custom_field'
import CustomFieldPolicy from '#crm/policies/custom_field_policy'
import CustomFieldTransformer from '#crm/transformers/custom_field_transformer'
import { createFieldValidator, updateFieldValidator } from '#crm/validators/custom_field'

const HOME = '/admin/settings/fields'

export default class CustomFieldsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(CustomFieldPolicy).authorize('read')
    const fields = await CustomField.query().orderBy('position').orderBy('createdAt')
    return inertia.render('crm/settings/fields', {
      fields: CustomFieldTransformer.transform(fields).useVariant('forSettings'),
      can: {
        create: staff.can('fields:create'),
        update: staff.can('fields:update'),
        delete: staff.can('fields:delete'),
      },
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(CustomFieldPolicy).authorize('create')
    const field = await CustomField.define(await request.validateUsing(createFieldValidator))
    session.flash('success', `${field.label} is added`)
    return response.redirect(`${HOME}?entity=${field.entity}`)
  }

  async update({ bouncer, params, request, response }: HttpContext) {
    const field = await CustomField.query().where('id', params.id).firstOrFail()
    await bouncer.with(CustomFieldPolicy).authorize('update')
    const hasWork = await field.revise(await request.validateUsing(updateFieldValidator))
    if (hasWork) await IndexField.enqueue({ fieldId: field.id })
    return response.redirect(`${HOME}?entity=${field.entity}`)
  }
}
