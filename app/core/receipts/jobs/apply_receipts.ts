import { Job } from '#core/queue/job'

type Payload = { receiptIds: number[] }

/**
 * Applies provider webhooks, each on its own: their rows count attempts and back
 * off, and the sweeper brings them back.
 */
export default class ApplyReceipts extends Job<Payload> {
  static jobName = 'core/apply_receipts'
  static queue = 'webhooks'
  static attempts = 1
  static mergeAtMost = 4
  static merge = (payloads: Payload[]) => ({
    receiptIds: payloads.flatMap(({ receiptIds }) => receiptIds),
  })

  async handle({ receiptIds }: Payload) {
    const { applyReceipt } = await import('#core/receipts/receipt')
    const ends = await Promise.allSettled(receiptIds.map((id) => applyReceipt(id)))
    // One that is given up throws: the job then stays among the failed ones.
    const given = ends.find((end) => end.status === 'rejected')
    if (given) throw given.reason
  }
}
