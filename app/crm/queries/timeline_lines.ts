import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { Target } from '#crm/targets'

/** What a fact writes on timelines: a line for each contact, and the companies and deals that show it too. */
export type TimelineEntry = {
  organizationId: string
  eventId: number
  kind: string
  subjectType: string | null
  subjectId: string | null
  actorType: string
  actorId: string | null
  payload: Record<string, unknown>
  occurredAt: Date
  /** One line each; empty for what concerns no contact. */
  contactIds: string[]
  links: Target[]
}

/**
 * Writes the lines of many facts with one statement. Each contact gets a line of its own;
 * companies and deals point to the first of them, or to a line without a contact.
 */
export async function writeTimelines(
  entries: TimelineEntry[],
  trx: TransactionClientContract
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.flatMap(({ contactIds, links, ...entry }) =>
    (contactIds.length > 0 ? contactIds : [null]).map((contactId, n) => ({
      organization_id: entry.organizationId,
      contact_id: contactId,
      event_id: entry.eventId,
      kind: entry.kind,
      subject_type: entry.subjectType,
      subject_id: entry.subjectId,
      actor_type: entry.actorType,
      actor_id: entry.actorId,
      payload: entry.payload,
      occurred_at: entry.occurredAt.toISOString(),
      links: n === 0 ? links.map(({ type, id }) => ({ type, id })) : [],
    }))
  )
  await sql(
    `with given as (
       select * from jsonb_to_recordset(?::jsonb) as line (organization_id uuid, contact_id uuid,
         event_id bigint, kind text, subject_type text, subject_id uuid, actor_type text,
         actor_id uuid, payload jsonb, occurred_at timestamptz, links jsonb)
     ), written as (
       insert into activities (organization_id, contact_id, event_id, kind, subject_type, subject_id,
           actor_type, actor_id, payload, occurred_at)
         select organization_id, contact_id, event_id, kind, subject_type, subject_id, actor_type,
           actor_id, payload, occurred_at from given
         returning id, organization_id, contact_id, event_id, kind, occurred_at
     )
     insert into activity_links (organization_id, target_type, target_id, kind, occurred_at, activity_id)
       select w.organization_id, l.type, l.id, w.kind, w.occurred_at, w.id
       from given g
       join written w on w.event_id = g.event_id and w.contact_id is not distinct from g.contact_id
       cross join lateral jsonb_to_recordset(g.links) as l (type text, id uuid)`,
    [JSON.stringify(rows)],
    trx
  )
}
