import type { HttpContext } from '@adonisjs/core/http'
import Note from '#crm/models/note'
import NotePolicy from '#crm/policies/note_policy'

/** Whether a note stands above the timelines of its records. */
export default class PinsController {
  async store({ bouncer, params, response }: HttpContext) {
    const note = await Note.query().where('id', params.note_id).firstOrFail()
    await bouncer.with(NotePolicy).authorize('create')
    await note.pin(true)
    return response.noContent()
  }

  async destroy({ bouncer, params, response }: HttpContext) {
    const note = await Note.query().where('id', params.note_id).firstOrFail()
    await bouncer.with(NotePolicy).authorize('create')
    await note.pin(false)
    return response.noContent()
  }
}
