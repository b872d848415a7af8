import type { HttpContext } from '@adonisjs/core/http'
import { importPage, importRow, UPLOAD_LIMITS } from '#crm/imports/import_page'
import { readAgain } from '#crm/imports/intake'
import { readable, receiveUpload } from '#crm/imports/upload'
import Import from '#crm/models/import'
import ImportPolicy from '#crm/policies/import_policy'
import { readingValidator } from '#crm/validators/import'

export default class ImportsController {
  async index({ bouncer, inertia }: HttpContext) {
    await bouncer.with(ImportPolicy).authorize('read')
    const imports = await Import.query().withScopes((scopes) => scopes.recent())
    return inertia.render('crm/imports/index', {
      imports: imports.map(importRow),
      limits: UPLOAD_LIMITS,
    })
  }

  /** The file is the body of the request, its name in a header, so that it streams to disk. */
  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(ImportPolicy).authorize('create')
    const batch = await receiveUpload(request.request, {
      name: decodeURIComponent(request.header('x-file-name') ?? ''),
      type: request.header('content-type') ?? null,
      length: Number(request.header('content-length') ?? 0),
    })
    return response.status(201).json({ data: { id: batch.id } })
  }

  async show({ bouncer, inertia, params, staff }: HttpContext) {
    await bouncer.with(ImportPolicy).authorize('read')
    const batch = await Import.query().where('id', params.id).firstOrFail()
    return inertia.render('crm/imports/show', await importPage(batch, staff))
  }

  /** Another encoding, separator or header than the file seemed to have. */
  async update({ bouncer, params, request, response }: HttpContext) {
    const batch = await Import.query().where('id', params.id).firstOrFail()
    await bouncer.with(ImportPolicy).authorize('update')
    const chosen = await request.validateUsing(readingValidator)
    await readable(() => readAgain(batch, chosen))
    return response.redirect(`/admin/contacts/imports/${batch.id}`)
  }
}
