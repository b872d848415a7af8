import { NoteEvent } from '#crm/events/note_event'

export default class NoteAdded extends NoteEvent {
  static type = 'note.added'
  static label = 'A note was written'
}
