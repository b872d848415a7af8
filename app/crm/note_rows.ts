import type Note from '#crm/models/note'
import NotePolicy from '#crm/policies/note_policy'
import { namesOfUsers } from '#crm/queries/colleagues'
import { linksOf, namedTargets, NOTE_LINKS } from '#crm/queries/target_links'
import type { NamedTarget } from '#crm/targets'
import type { Staff } from '#identity/staff'

/** A note as pages show it. */
export type NoteRow = {
  id: string
  bodyHtml: string
  author: string | null
  isPinned: boolean
  createdAt: string
  editedAt: string | null
  links: NamedTarget[]
  can: { update: boolean; delete: boolean }
}

/** Notes with the names of their authors and records, in their order. */
export async function noteRows(notes: Note[], staff: Staff): Promise<NoteRow[]> {
  const ids = notes.map(({ id }) => id)
  const [links, authors] = await Promise.all([
    linksOf(NOTE_LINKS, ids),
    namesOfUsers(notes.flatMap(({ authorId }) => authorId ?? [])),
  ])
  const named = await namedTargets([...links.values()].flat())
  const policy = new NotePolicy()
  return notes.map((note) => ({
    id: note.id,
    bodyHtml: note.bodyHtml,
    author: authors.get(note.authorId ?? '') ?? null,
    isPinned: note.pinnedAt !== null,
    createdAt: note.createdAt.toISO()!,
    editedAt: note.editedAt?.toISO() ?? null,
    links: named.filter((target) =>
      links.get(note.id)!.some(({ type, id }) => type === target.type && id === target.id)
    ),
    can: { update: policy.update(staff, note), delete: policy.delete(staff, note) },
  }))
}
