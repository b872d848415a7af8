import { Job } from '#core/queue/job'

/** Looks up the DNS records of a return domain; its next look is due by itself. */
export default class CheckReturnDomain extends Job<{ mailboxId: string }> {
  static jobName = 'messaging/check_return_domain'
  static attempts = 1

  async handle({ mailboxId }: { mailboxId: string }) {
    const { checkReturnDomain } = await import('#messaging/bounces/return_domain')
    await checkReturnDomain(mailboxId)
  }
}
