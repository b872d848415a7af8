import { Job } from '#core/queue/job'

type Payload = { orderId: string }

/** Gives the seat of a checkout back whose time is over, after asking the provider. */
export default class EndCheckout extends Job<Payload> {
  static jobName = 'commerce/end_checkout'
  static queue = 'fulfillment'
  static attempts = 1

  async handle({ orderId }: Payload) {
    const { endCheckout } = await import('#commerce/expiry')
    await endCheckout(orderId)
  }
}
