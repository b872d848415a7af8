import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { eventCatalogue } from '#core/events/domain_event'
import { keysetPage } from '#core/http/keyset'

export type EventFilters = {
  type?: string | null
  actor?: string | null
  from?: string | null
  to?: string | null
  cursor?: string | null
}

type Row = {
  id: number
  type: string
  subject_type: string | null
  subject_id: string | null
  actor_type: string
  actor_id: string | null
  actor_name: string | null
  ip: string | null
  request_id: string | null
  payload: Record<string, unknown>
  occurred_at: Date
}

/** A page of an organization's event log, the newest first. `from` and `to` are whole days in its zone. */
export async function eventLog(
  organizationId: string,
  zone: string,
  { type, actor, from, to, cursor }: EventFilters
) {
  const query = db
    .from('events')
    .where('events.organization_id', organizationId)
    .select(
      'events.id',
      'events.type',
      'events.subject_type',
      'events.subject_id',
      'events.actor_type',
      'events.actor_id',
      'events.ip',
      'events.request_id',
      'events.payload',
      'events.occurred_at',
      db.raw('(select full_name from users where users.id = events.actor_id) as actor_name')
    )
  if (type) query.where('events.type', type)
  if (actor) query.where('events.actor_id', actor)
  const day = (text: string) => DateTime.fromISO(text, { zone }).startOf('day')
  if (from) query.where('events.occurred_at', '>=', day(from).toISO()!)
  if (to) query.where('events.occurred_at', '<', day(to).plus({ days: 1 }).toISO()!)
  const page = await keysetPage<Row>(query, {
    // By what is shown: an event may be written down long after it happened.
    columns: [
      ['events.occurred_at', 'desc'],
      ['events.id', 'desc'],
    ],
    cursor,
    perPage: 40,
    scope: `events:${type ?? ''}:${actor ?? ''}:${from ?? ''}:${to ?? ''}`,
  })
  return {
    next: page.next,
    previous: page.previous,
    events: page.rows.map((row) => ({
      id: row.id,
      type: row.type,
      label: eventCatalogue.get(row.type)?.label ?? row.type,
      subjectType: row.subject_type,
      subjectId: row.subject_id,
      actor:
        row.actor_name ??
        {
          user: 'A former user',
          client: 'A client',
          system: 'Warren',
          key: 'An API key',
          automation: 'An automation',
        }[row.actor_type] ??
        row.actor_type,
      actorType: row.actor_type,
      ip: row.ip,
      requestId: row.request_id,
      payload: row.payload,
      at: row.occurred_at.toISOString(),
    })),
  }
}
