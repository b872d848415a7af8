import { Job } from '#core/queue/job'

type Payload = { receiptId: number }

/** Applies one provider webhook; its row counts attempts and the sweeper brings it back. */
export default class ApplyReceipt extends Job<Payload> {
  static jobName = 'core/apply_receipt'
  static queue = 'fulfillment'
  static attempts = 1

  async handle({ receiptId }: Payload) {
    const { applyReceipt } = await import('#core/receipts/receipt')
    await applyReceipt(receiptId)
  }
}
