import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RecordedEvent } from '#core/events/domain_event'
import type { EventReader } from '#core/events/reader'
import { broadcast } from '#core/live/broadcast'
import { Tenant } from '#core/tenancy/tenant'
import { timeline } from '#crm/readers/timeline'
import { followChanges } from '#crm/segment_following'

/** Segments whose pages are told in one go; more are a bulk change. */
const MOST_TOLD = 20

/**
 * Asks changed contacts whether they are in the segments that the change concerns,
 * together for all events of a batch. Stays behind the timeline, because
 * conditions ask for what happened.
 */
export const segments: EventReader = {
  name: 'crm/segments',
  after: timeline.name,
  async drain(events, trx) {
    for (const [organizationId, some] of byOrganization(events)) {
      await Tenant.run(organizationId, () => follow(some, trx))
    }
  },
  async drained(events) {
    const turned = events.filter(({ subjectType }) => subjectType === 'segment')
    const channels = new Set(
      turned.map(
        ({ organizationId, subjectId }) => `organizations/${organizationId}/segments/${subjectId}`
      )
    )
    if (channels.size > MOST_TOLD) return
    for (const channel of channels) await broadcast(channel, 'changed', {})
  },
}

function follow(events: RecordedEvent[], trx: TransactionClientContract): Promise<void> {
  return followChanges(events, trx)
}

function byOrganization(events: RecordedEvent[]): Map<string, RecordedEvent[]> {
  const groups = new Map<string, RecordedEvent[]>()
  for (const event of events) {
    if (!event.organizationId) continue
    const group = groups.get(event.organizationId)
    if (group) group.push(event)
    else groups.set(event.organizationId, [event])
  }
  return groups
}
