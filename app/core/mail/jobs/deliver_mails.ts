import { Job } from '#core/queue/job'

type Payload = { mailIds: string[] }

/** Sends outgoing mails one after the other; their rows count attempts and the sweeper brings them back. */
export default class DeliverMails extends Job<Payload> {
  static jobName = 'core/deliver_mails'
  static queue = 'email'
  static attempts = 1
  static lingerMs = 60
  static merge = (payloads: Payload[]) => ({ mailIds: payloads.flatMap(({ mailIds }) => mailIds) })

  async handle({ mailIds }: Payload) {
    const { MailDelivery } = await import('#core/mail/mail_delivery')
    for (const id of mailIds) await new MailDelivery(id).send()
  }
}
