import type { HttpContext } from '@adonisjs/core/http'
import { importPage, importsPage } from '#crm/imports/import_page'
import { readAgain } from '#crm/imports/intake'
import { readable, receiveUpload } from '#crm/imports/upload'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'
import { importKindValidator, readingValidator } from '#crm/validators/import'

export default class ImportsController {
  async index({ bouncer, inertia, request, staff }: HttpContext) {
    await bouncer.with(ImportPolicy).authorize('read')
    const imports = await Import.query().withScopes((scopes) => scopes.recent())
    const { kind } = await request.validateUsing(importKindValidator)
    return inertia.render('crm/imports/index', importsPage(imports, kind, staff))
  }

  /** The file is the body of the request, its name in a header, so that it streams to disk. */
  async store({ bouncer, request, response }: HttpContext) {
    const { kind = 'contacts' } = await importKindValidator.validate(request.qs())
    await bouncer.with(ImportPolicy).authorize('create', kind)
    const batch = await receiveUpload(request.request, {
      kind,
      name: decodeURIComponent(request.header('x-file-name') ?? ''),
      type: request.header('content-type') ?? null,
      length: Number(request.header('content-length') ?? 0),
    })
    return response.status(201).json({ data: { id: batch.id } })
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    const batch = await Import.query().where('id', params.id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('read', batch.kind)
    return inertia.render('crm/imports/show', await importPage(batch, staff))
  }

  /** Another encoding, separator or header than the file seemed to have. */
  async update({ bouncer, params, request, response }: HttpContext) {
    const batch = await Import.query().where('id', params.id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update', batch.kind)
    const chosen = await request.validateUsing(readingValidator)
    await readable(() => readAgain(batch, chosen))
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
