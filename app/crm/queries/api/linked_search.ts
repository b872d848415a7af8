import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import Note from '#crm/models/note'
import Task from '#crm/models/task'
import { NOTE_LINKS, TASK_LINKS, type LinkTable } from '#crm/queries/target_links'
import { TARGET_TYPES } from '#crm/targets'

/** Ids of records. */
type About = { contact?: string; company?: string; deal?: string }
type Paging = { cursor?: string; limit?: number }

export type TaskSearch = About & Paging & { state?: 'open' | 'done'; assignee?: string }

/** A page of tasks for the API: open ones by their due moment, done ones by when they were done. */
export function searchTasksPage({
  cursor,
  limit,
  state = 'open',
  assignee,
  ...about
}: TaskSearch): Promise<KeysetPage<Task>> {
  const query = Task.query()
  if (state === 'open') query.whereNull('completedAt')
  else query.whereNotNull('completedAt')
  if (assignee) query.where('assigneeId', assignee)
  narrow(query, TASK_LINKS, about)
  return keysetPage(query, {
    columns:
      state === 'open'
        ? [
            ['due_sort', 'asc'],
            ['id', 'asc'],
          ]
        : [
            ['completed_at', 'desc'],
            ['id', 'desc'],
          ],
    cursor,
    perPage: limit,
    scope: `api:tasks:${state}:${assignee ?? ''}:${keyOf(about)}`,
  })
}

/** A page of notes for the API, the newest first. */
export function searchNotesPage({
  cursor,
  limit,
  ...about
}: About & Paging): Promise<KeysetPage<Note>> {
  const query = Note.query()
  narrow(query, NOTE_LINKS, about)
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: limit,
    scope: `api:notes:${keyOf(about)}`,
  })
}

type Narrowable = { whereRaw(text: string, bindings: string[]): unknown }

function narrow(query: Narrowable, { table, owner }: LinkTable, about: About): void {
  for (const type of TARGET_TYPES) {
    const id = about[type]
    if (!id) continue
    query.whereRaw(
      `id in (select ${owner} from ${table} where organization_id = ? and target_type = ? and target_id = ?::uuid)`,
      [Tenant.id(), type, id]
    )
  }
}

function keyOf(about: About): string {
  return TARGET_TYPES.map((type) => about[type] ?? '').join(':')
}
