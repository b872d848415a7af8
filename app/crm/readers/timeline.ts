import type { EventReader } from '#core/events/reader'

/** Every fact with a contact becomes a line of the contact's timeline, exactly once. */
export const timeline: EventReader = {
  name: 'crm/timeline',
  async drain(events, trx) {
    const lines = events
      .filter((event) => event.contactId && event.organizationId)
      .map((event) => ({
        organization_id: event.organizationId,
        contact_id: event.contactId,
        event_id: event.id,
        kind: event.type,
        subject_type: event.subjectType,
        subject_id: event.subjectId,
        actor_type: event.actorType,
        actor_id: event.actorId,
        payload: JSON.stringify(event.payload),
        occurred_at: event.occurredAt,
      }))
    if (lines.length > 0) await trx.table('activities').multiInsert(lines)
  },
}
