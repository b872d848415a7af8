import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import Note from '#crm/models/note'
import type { Target } from '#crm/targets'

/** Nobody pins more to one record than fits above its timeline. */
const MOST_PINNED = 20

/** Notes that stand above a record's timeline, the last pinned first. */
export async function pinnedNotes({ type, id }: Target): Promise<Note[]> {
  const rows = await sql<{ id: string }>(
    `select n.id from note_links l join notes n on n.organization_id = l.organization_id and n.id = l.note_id
     where l.organization_id = ? and l.target_type = ? and l.target_id = ? and n.pinned_at is not null
     order by n.pinned_at desc, n.id desc limit ${MOST_PINNED}`,
    [Tenant.id(), type, id]
  )
  if (rows.length === 0) return []
  const notes = await Note.query().whereIn(
    'id',
    rows.map((row) => row.id)
  )
  const byId = new Map(notes.map((note) => [note.id, note]))
  return rows.flatMap((row) => byId.get(row.id) ?? [])
}

/** Notes that hold the words and stand on a record, the newest first, with the first of their records. */
export async function findNotes(
  term: string
): Promise<{ id: string; text: string; type: Target['type']; target: string }[]> {
  const words = fold(term)
  if (!words) return []
  return sql(
    `select n.id, left(n.body_text, 80) as text, l.target_type as type, l.target_id as target
     from notes n
     cross join lateral (select target_type, target_id from note_links l
       where l.organization_id = n.organization_id and l.note_id = n.id
       order by l.created_at, l.target_type, l.target_id limit 1) l
     where n.organization_id = ? and n.search like ? order by n.created_at desc, n.id desc limit 5`,
    [Tenant.id(), `%${likeText(words)}%`]
  )
}
