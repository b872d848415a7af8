import { Job } from '#core/queue/job'

type Payload = { mailId: string }

/** Sends one outgoing mail; its row counts attempts and the sweeper brings it back. */
export default class DeliverMail extends Job<Payload> {
  static jobName = 'core/deliver_mail'
  static queue = 'email'
  static attempts = 1

  async handle({ mailId }: Payload) {
    const { MailDelivery } = await import('#core/mail/mail_delivery')
    await new MailDelivery(mailId).send()
  }
}
