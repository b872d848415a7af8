import { Job } from '#core/queue/job'

/**
 * Reads what is new in a mailbox that bounces come to; the sweeper makes such jobs each minute. Among the long work in
 * turns: a server that keeps us waiting keeps no quick job waiting.
 */
export default class ReadBounceMailbox extends Job<{ mailboxId: string }> {
  static jobName = 'messaging/read_bounce_mailbox'
  static queue = 'imports'
  static attempts = 1

  async handle({ mailboxId }: { mailboxId: string }) {
    const { readMailbox } = await import('#messaging/bounces/reading')
    const end = await readMailbox(mailboxId)
    // More than one turn takes: others come in between.
    if (end?.isMore) await ReadBounceMailbox.enqueue({ mailboxId })
  }
}
