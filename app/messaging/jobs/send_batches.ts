import { Job } from '#core/queue/job'
import { clock } from '#core/clock/clock'

/** Of so many hints each finds work: one per place at which batches are worked off. */
const HINTS = 8

/**
 * Works off what is due of the ledger, whosever it is, batch by batch. A hint: which batch comes next is the
 * database's to say, and the sweeper makes hints too.
 */
export default class SendBatches extends Job {
  static jobName = 'messaging/send_batches'
  static queue = 'campaigns'
  static attempts = 1

  async handle() {
    const { workBatches } = await import('#messaging/ledger/batch_worker')
    if (await workBatches()) await SendBatches.enqueue({})
  }

  /** Sets workers to what is due now; resolves to how many hints it took. */
  static async wake(): Promise<number> {
    const { countDue } = await import('#messaging/queries/send_batches')
    const due = await countDue(clock.now().toISO(), HINTS)
    await this.enqueueMany(Array.from({ length: due }, () => ({ payload: {} })))
    return due
  }
}
