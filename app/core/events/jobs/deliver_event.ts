import { Job } from '#core/queue/job'
import { Delivery } from '#core/events/delivery'

type Payload = { eventId: number; listener: string }

/** Runs one listener for one event. */
export default class DeliverEvent extends Job<Payload> {
  static jobName = 'core/deliver_event'
  static queue = 'fulfillment'
  // The delivery row counts attempts and backs off; the sweeper brings it back.
  static attempts = 1

  async handle({ eventId, listener }: Payload) {
    await new Delivery(eventId, listener).perform()
  }
}
