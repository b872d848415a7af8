import { Job } from '#core/queue/job'

type Payload = { refundId: string }

/** Carries out one refund; its row brings it back until the provider has answered. */
export default class PerformRefund extends Job<Payload> {
  static jobName = 'commerce/perform_refund'
  static queue = 'fulfillment'
  static attempts = 1

  async handle({ refundId }: Payload) {
    const { performRefund } = await import('#commerce/refunds')
    await performRefund(refundId)
  }
}
