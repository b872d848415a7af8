import type { DateTime } from 'luxon'
import { keysetPage } from '#core/http/keyset'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import Task from '#crm/models/task'
import type { Target } from '#crm/targets'

export type TaskView = 'day' | 'upcoming' | 'done'

export type TaskFilters = {
  view: TaskView
  /** A user, or `all`, or `nobody`. */
  assignee: string
  /** First moment of tomorrow for who looks. */
  tomorrow: DateTime
  cursor?: string | null
}

/** More than this is told as "more than". */
const COUNT_CAP = 999
const OPEN_OF_RECORD = 100
const DONE_OF_RECORD = 10

/** A page of tasks: what is late or due today, what comes later, or what was done lately. */
export function taskPage({ view, assignee, tomorrow, cursor }: TaskFilters) {
  const query = Task.query()
  if (assignee === 'nobody') query.whereNull('assigneeId')
  else if (assignee !== 'all') query.where('assigneeId', assignee)
  const options = { cursor, perPage: 50, scope: `tasks:${view}:${assignee}` }
  if (view === 'done') {
    query.whereNotNull('completedAt')
    return keysetPage(query, {
      ...options,
      columns: [
        ['completed_at', 'desc'],
        ['id', 'desc'],
      ],
    })
  }
  query.whereNull('completedAt')
  // A whole day ends in the first moment of the next one.
  query.where('dueSort', view === 'day' ? '<=' : '>', tomorrow.toISO()!)
  return keysetPage(query, {
    ...options,
    columns: [
      ['due_sort', 'asc'],
      ['id', 'asc'],
    ],
  })
}

/** How much is late, due today and still to come, each up to 999. */
export async function countTasks({
  assignee,
  now,
  tomorrow,
}: {
  assignee: string
  now: DateTime
  tomorrow: DateTime
}): Promise<{ overdue: number; today: number; upcoming: number }> {
  const whose =
    assignee === 'all' ? 'true' : assignee === 'nobody' ? 'assignee_id is null' : 'assignee_id = ?'
  const who = ['all', 'nobody'].includes(assignee) ? [] : [assignee]
  const count = (range: string) =>
    `(select count(*)::int from (select 1 from tasks where organization_id = ? and completed_at is null
       and ${whose} and ${range} limit ${COUNT_CAP}) found)`
  const [late, end] = [now.toISO()!, tomorrow.toISO()!]
  const [row] = await sql<{ overdue: number; today: number; upcoming: number }>(
    `select ${count('due_sort <= ?')} as overdue, ${count('due_sort > ? and due_sort <= ?')} as today,
       ${count('due_sort > ?')} as upcoming`,
    [
      ...[Tenant.id(), ...who, late],
      ...[Tenant.id(), ...who, late, end],
      ...[Tenant.id(), ...who, end],
    ]
  )
  return row
}

/** What is to be done about a record, the most urgent first, and then what was done last. */
export async function tasksOfRecord({ type, id }: Target): Promise<Task[]> {
  const rows = await sql<{ id: string }>(
    `with linked as (
       select t.id, t.due_sort, t.completed_at from task_links l
       join tasks t on t.organization_id = l.organization_id and t.id = l.task_id
       where l.organization_id = ? and l.target_type = ? and l.target_id = ?)
     (select id from linked where completed_at is null order by due_sort, id limit ${OPEN_OF_RECORD})
     union all
     (select id from linked where completed_at is not null order by completed_at desc, id desc limit ${DONE_OF_RECORD})`,
    [Tenant.id(), type, id]
  )
  const tasks = await Task.query().whereIn(
    'id',
    rows.map((row) => row.id)
  )
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return rows.flatMap((row) => byId.get(row.id) ?? [])
}

/** Tasks whose titles hold the words, the open ones first. */
export async function findTasks(
  term: string
): Promise<{ id: string; title: string; isDone: boolean }[]> {
  const words = fold(term)
  if (!words) return []
  return sql(
    `select id, title, completed_at is not null as "isDone" from tasks
     where organization_id = ? and search like ? order by completed_at is not null, due_sort, id limit 5`,
    [Tenant.id(), `%${likeText(words)}%`]
  )
}
