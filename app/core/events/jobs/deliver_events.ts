import { Job } from '#core/queue/job'
import { Delivery } from '#core/events/delivery'

type Payload = { owed: [eventId: number, listener: string][] }

/**
 * Runs listeners for events, each on its own: a row per event and listener
 * counts its attempts and backs off, so one that fails holds up no other.
 */
export default class DeliverEvents extends Job<Payload> {
  static jobName = 'core/deliver_events'
  static queue = 'fulfillment'
  // The delivery rows count attempts and back off; the sweeper brings them back.
  static attempts = 1
  static merge = (payloads: Payload[]) => ({ owed: payloads.flatMap(({ owed }) => owed) })

  async handle({ owed }: Payload) {
    const ends = await Promise.allSettled(
      owed.map(([eventId, listener]) => new Delivery(eventId, listener).perform())
    )
    const given = ends.find((end) => end.status === 'rejected')
    // A delivery throws when it is given up: the job then stays among the failed ones.
    if (given) throw given.reason
  }
}
