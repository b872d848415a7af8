import type { HttpContext } from '@adonisjs/core/http'
import Note from '#crm/models/note'
import { noteRows } from '#crm/note_rows'
import NotePolicy from '#crm/policies/note_policy'
import { createNoteValidator, updateNoteValidator } from '#crm/validators/activity'

/** Notes on records, for the components of their pages: JSON in and out. */
export default class NotesController {
  async store({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(NotePolicy).authorize('create')
    const note = await Note.write(await request.validateUsing(createNoteValidator), staff.user.id)
    const [row] = await noteRows([note], staff)
    return response.created({ note: row })
  }

  async update({ bouncer, params, request, staff }: HttpContext) {
    const note = await Note.query().where('id', params.id).firstOrFail()
    await bouncer.with(NotePolicy).authorize('update', note)
    await note.revise(await request.validateUsing(updateNoteValidator), staff.user.id)
    const [row] = await noteRows([note], staff)
    return { note: row }
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const note = await Note.query().where('id', params.id).firstOrFail()
    await bouncer.with(NotePolicy).authorize('delete', note)
    await note.remove()
    return response.noContent()
  }
}
