import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import StoredFile from '#media/models/stored_file'
import FilePolicy from '#media/policies/file_policy'
import FileTransformer from '#media/transformers/file_transformer'

const storeFileValidator = vine.create({
  allow: vine.enum(['image', 'document', 'any'] as const).optional(),
  visibility: vine.enum(['public', 'private'] as const).optional(),
})

export default class FilesController {
  /** Takes in one multipart `file`; pictures are public unless said otherwise. */
  async store({ bouncer, request, response }: HttpContext) {
    await bouncer.with(FilePolicy).authorize('create')
    const { allow = 'image', visibility } = await request.validateUsing(storeFileValidator)
    const file = await StoredFile.store(request.file('file') ?? { clientName: '' }, {
      allow,
      visibility: visibility ?? (allow === 'image' ? 'public' : 'private'),
    })
    return response.status(201).json(new FileTransformer(file).toObject())
  }
}
