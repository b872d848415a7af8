import { NoteEvent } from '#crm/events/note_event'

export default class NoteDeleted extends NoteEvent {
  static type = 'note.deleted'
  static label = 'A note was deleted'
}
