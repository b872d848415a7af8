import type { HttpContext } from '@adonisjs/core/http'
import NotePolicy from '#crm/policies/note_policy'
import { colleagues } from '#crm/queries/colleagues'

/** Who can be mentioned in a note. */
export default class ColleaguesController {
  async index({ bouncer, response }: HttpContext) {
    await bouncer.with(NotePolicy).authorize('create')
    response.header('Cache-Control', 'no-store')
    const people = await colleagues()
    return { colleagues: people.map(({ id, name }) => ({ id, name })) }
  }
}
