import { Job } from '#core/queue/job'

/** Looks up the DNS records of a sending domain; its next look is due by itself. */
export default class CheckSendingDomain extends Job<{ domainId: string }> {
  static jobName = 'messaging/check_sending_domain'
  static attempts = 1

  async handle({ domainId }: { domainId: string }) {
    const { checkSendingDomain } = await import('#messaging/senders/domain_proof')
    await checkSendingDomain(domainId)
  }
}
