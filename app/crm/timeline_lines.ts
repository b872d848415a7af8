import { eventCatalogue } from '#core/events/domain_event'
import { timelineStories, type Story } from '#core/registry/timeline_stories'
import { noteRows, type NoteRow } from '#crm/note_rows'
import Note from '#crm/models/note'
import { namesOfUsers } from '#crm/queries/colleagues'
import { namedTargets } from '#crm/queries/target_links'
import type { TimelineRow } from '#crm/queries/timeline_page'
import type { NamedTarget, Target } from '#crm/targets'
import type { Staff } from '#identity/staff'

/** A line as it is shown: `who text`, with what a note says. */
export type TimelineLine = {
  id: number
  kind: string
  icon: string
  who: string | null
  text: string
  detail: string | null
  href: string | null
  at: string
  /** On the timelines of companies and deals: whom it concerns. */
  contact: NamedTarget | null
  note: NoteRow | null
}

const HOUSE: Record<string, string> = {
  key: 'The API',
  automation: 'An automation',
  system: 'Warren',
}

/** Tells rows of a timeline in sentences. Names, titles and notes are read once per kind. */
export async function timelineLines(
  rows: TimelineRow[],
  target: Target,
  staff: Staff
): Promise<TimelineLine[]> {
  const [stories, users, contacts, notes] = await Promise.all([
    storiesOf(rows),
    namesOfActors(rows),
    contactsOf(rows),
    notesOf(rows, staff),
  ])
  return rows.map((row) => {
    const story = stories.get(row.id)!
    const contact = row.contactId ? (contacts.get(row.contactId) ?? null) : null
    const note = row.kind === 'note.added' ? (notes.get(row.subjectId ?? '') ?? null) : null
    const isGone = row.kind === 'note.added' && !note
    return {
      id: row.id,
      kind: row.kind,
      icon: timelineStories.get(row.kind)?.icon ?? 'i-lucide-circle-dot',
      who: whoOf(story, row, contact, users),
      text: story.text,
      detail: isGone ? 'It was deleted since.' : (story.detail ?? null),
      href: story.href ?? null,
      at: row.at,
      contact: target.type === 'contact' ? null : contact,
      note,
    }
  })
}

/** The same lines as plain sentences, by their ids: `Ada paid order 12`. */
export async function timelineSentences(rows: TimelineRow[]): Promise<Map<number, string>> {
  const [stories, users, contacts] = await Promise.all([
    storiesOf(rows),
    namesOfActors(rows),
    contactsOf(rows),
  ])
  return new Map(
    rows.map((row) => {
      const story = stories.get(row.id)!
      const contact = row.contactId ? (contacts.get(row.contactId) ?? null) : null
      return [row.id, [whoOf(story, row, contact, users), story.text].filter(Boolean).join(' ')]
    })
  )
}

function namesOfActors(rows: TimelineRow[]): Promise<Map<string, string>> {
  return namesOfUsers(rows.flatMap((row) => (row.actorType === 'user' ? (row.actorId ?? []) : [])))
}

/** Whose name the sentence begins with, if any. */
function whoOf(
  { who }: Story,
  { actorType, actorId }: TimelineRow,
  contact: NamedTarget | null,
  users: Map<string, string>
): string | null {
  const person = contact?.label ?? 'A contact'
  if (who !== 'actor') return who && person
  if (actorType === 'client') return person
  return HOUSE[actorType] ?? users.get(actorId ?? '') ?? 'Somebody'
}

async function storiesOf(rows: TimelineRow[]): Promise<Map<number, Story>> {
  const told = new Map<number, Story>()
  await Promise.all(
    [...new Set(rows.map((row) => row.kind))].map(async (kind) => {
      const facts = rows.filter((row) => row.kind === kind)
      const stories = await timelineStories.get(kind)?.tell(facts)
      facts.forEach((row, n) => told.set(row.id, stories?.[n] ?? plain(kind)))
    })
  )
  return told
}

function plain(kind: string): Story {
  return { who: null, text: eventCatalogue.get(kind)?.label ?? kind }
}

async function contactsOf(rows: TimelineRow[]): Promise<Map<string, NamedTarget>> {
  const ids = rows.flatMap((row) => row.contactId ?? [])
  const named = await namedTargets(ids.map((id) => ({ type: 'contact', id })))
  return new Map(named.map((contact) => [contact.id, contact]))
}

async function notesOf(rows: TimelineRow[], staff: Staff): Promise<Map<string, NoteRow>> {
  const ids = rows.flatMap((row) => (row.kind === 'note.added' ? (row.subjectId ?? []) : []))
  const notes = ids.length > 0 ? await Note.query().whereIn('id', ids) : []
  return new Map((await noteRows(notes, staff)).map((note) => [note.id, note]))
}
