import { Job } from '#core/queue/job'

/**
 * Fixes the audience of a run and begins to send; the sweeper brings back what was lost. Not among the sendings
 * themselves: a small one would wait for a place until a big one makes room.
 */
export default class FreezeRun extends Job<{ runId: number }> {
  static jobName = 'messaging/freeze_run'

  async handle({ runId }: { runId: number }) {
    const { freezeRun } = await import('#messaging/ledger/freezing')
    const { default: SendBatches } = await import('#messaging/jobs/send_batches')
    if (await freezeRun(runId)) await SendBatches.wake()
  }
}
