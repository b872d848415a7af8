import type { HttpContext } from '@adonisjs/core/http'
import { editorProps } from '#messaging/templates/editor_page'
import { libraryProps, listProps } from '#messaging/templates/list_page'
import { writingToBeginWith } from '#messaging/templates/library/beginning'
import MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplatePolicy from '#messaging/templates/policies/mail_template_policy'
import {
  createTemplateValidator,
  newTemplatePageValidator,
  templateFiltersValidator,
  updateTemplateValidator,
} from '#messaging/templates/validators/template'

export default class TemplatesController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('read')
    const { q, show, cursor } = await request.validateUsing(templateFiltersValidator)
    const filters = { show: show ?? 'mails', search: q || null } as const
    return inertia.render('messaging/templates/index', await listProps(filters, cursor, staff))
  }

  /** The library: starters and empty sheets. */
  async create({ bouncer, inertia, request }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('create')
    const { kind = 'mail' } = await request.validateUsing(newTemplatePageValidator)
    return inertia.render('messaging/templates/create', libraryProps(kind))
  }

  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(MailTemplatePolicy).authorize('create')
    const {
      name,
      kind = 'mail',
      format,
      starter,
    } = await request.validateUsing(createTemplateValidator)
    const writing = await writingToBeginWith({ kind, format, starter: starter ?? null })
    const template = await MailTemplate.begin({ name, kind, format, writing })
    return response.redirect(`/admin/templates/${template.id}/edit`)
  }

  async edit({ bouncer, inertia, params, staff }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('read')
    return inertia.render('messaging/templates/edit', await editorProps(template, staff))
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const template = await MailTemplate.query().where('id', params.id).firstOrFail()
    await bouncer.with(MailTemplatePolicy).authorize('update')
    await template.rename(await request.validateUsing(updateTemplateValidator))
    session.flash('success', `${template.name} saved`)
    return response.redirect().back()
  }
}
