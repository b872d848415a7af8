import { validate as isUuid } from 'uuid'
import type { RecordedEvent } from '#core/events/domain_event'
import type { EventReader } from '#core/events/reader'
import { broadcast } from '#core/live/broadcast'
import { writeTimelines, type TimelineEntry } from '#crm/queries/timeline_lines'
import { distinctTargets, TARGET_TYPES, type Target } from '#crm/targets'

/** More records than this in one batch are a bulk change: nobody waits for each of them. */
const MOST_TOLD = 20

/**
 * Every fact that names a contact, a company or a deal becomes a line of their timelines, once on
 * each: as its contact, as its subject, or among the `links` of its payload.
 */
export const timeline: EventReader = {
  name: 'crm/timeline',
  async drain(events, trx) {
    await writeTimelines(events.map(entryOf).filter(isShown), trx)
  },
  async drained(events) {
    const channels = new Set(
      events.flatMap((event) =>
        event.organizationId ? targetsOf(event).map((target) => channelOf(event, target)) : []
      )
    )
    if (channels.size > MOST_TOLD) return
    for (const channel of channels) await broadcast(channel, 'timeline', {})
  },
}

function entryOf(event: RecordedEvent): TimelineEntry | null {
  if (!event.organizationId) return null
  const targets = targetsOf(event)
  return {
    organizationId: event.organizationId,
    eventId: event.id,
    kind: event.type,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    actorType: event.actorType,
    actorId: event.actorId,
    payload: event.payload,
    occurredAt: event.occurredAt,
    contactIds: targets.filter(({ type }) => type === 'contact').map(({ id }) => id),
    links: targets.filter(({ type }) => type !== 'contact'),
  }
}

function isShown(entry: TimelineEntry | null): entry is TimelineEntry {
  return entry !== null && entry.contactIds.length + entry.links.length > 0
}

/** The records that a fact is about, its contact first. */
function targetsOf({ contactId, subjectType, subjectId, payload }: RecordedEvent): Target[] {
  const links = Array.isArray(payload.links) ? payload.links : []
  const named = [
    { type: 'contact', id: contactId },
    ...(subjectType === 'company' || subjectType === 'deal'
      ? [{ type: subjectType, id: subjectId }]
      : []),
    ...links,
  ]
  return distinctTargets(named.filter(isTarget))
}

function isTarget(value: unknown): value is Target {
  const { type, id } = (value ?? {}) as { type?: unknown; id?: unknown }
  return TARGET_TYPES.some((known) => known === type) && typeof id === 'string' && isUuid(id)
}

/** Where the pages of a record listen: `useLive` of the front end. */
function channelOf({ organizationId }: RecordedEvent, { type, id }: Target): string {
  const kind = { contact: 'contacts', company: 'companies', deal: 'deals' }[type]
  return `organizations/${organizationId}/${kind}/${id}`
}
