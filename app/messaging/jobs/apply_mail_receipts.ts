import { Job } from '#core/queue/job'

type Payload = { receiptIds: number[] }

/** Applies what mail providers told, hundreds together; the receipts' sweeper brings back what fails. */
export default class ApplyMailReceipts extends Job<Payload> {
  static jobName = 'messaging/apply_mail_receipts'
  static queue = 'webhooks'
  static attempts = 3
  static merge = (payloads: Payload[]) => ({
    receiptIds: payloads.flatMap(({ receiptIds }) => receiptIds),
  })

  async handle({ receiptIds }: Payload) {
    const { applyHinted } = await import('#messaging/provider_events/receipts')
    await applyHinted(receiptIds)
  }
}
