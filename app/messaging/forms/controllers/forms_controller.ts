import type { HttpContext } from '@adonisjs/core/http'
import { editorPage } from '#messaging/forms/editor_page'
import { archiveForm, beginForm, reviseForm } from '#messaging/forms/form_editor'
import { createFormValidator, updateFormValidator } from '#messaging/forms/validators'
import SignupForm from '#messaging/models/signup_form'
import SignupFormPolicy from '#messaging/policies/signup_form_policy'
import { formList } from '#messaging/queries/signup_forms'

export default class FormsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(SignupFormPolicy).authorize('read')
    return inertia.render('messaging/forms/index', {
      forms: await formList(),
      can: { create: staff.can('forms:create') },
    })
  }

  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(SignupFormPolicy).authorize('create')
    const { name } = await request.validateUsing(createFormValidator)
    const form = await beginForm(name)
    return response.redirect(`/admin/forms/${form.id}/edit`)
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const form = await SignupForm.query().where('id', params.id).firstOrFail()
    await bouncer.with(SignupFormPolicy).authorize('read')
    return inertia.render('messaging/forms/edit', await editorPage(form, staff))
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const form = await SignupForm.query().where('id', params.id).firstOrFail()
    await bouncer.with(SignupFormPolicy).authorize('update')
    await reviseForm(form, await request.validateUsing(updateFormValidator))
    session.flash('success', `${form.name} saved`)
    return response.redirect(`/admin/forms/${form.id}/edit`)
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const form = await SignupForm.query().where('id', params.id).firstOrFail()
    await bouncer.with(SignupFormPolicy).authorize('delete')
    await archiveForm(form)
    session.flash('success', `${form.name} was put away`)
    return response.redirect('/admin/forms')
  }
}
