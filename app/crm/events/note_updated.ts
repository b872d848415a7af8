import { NoteEvent } from '#crm/events/note_event'

export default class NoteUpdated extends NoteEvent {
  static type = 'note.updated'
  static label = 'A note was edited'
}
