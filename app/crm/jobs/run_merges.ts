import { Job } from '#core/queue/job'

type Payload = { runId: string }

/** Works off a bulk merge; its row brings it back until it is done. */
export default class RunMerges extends Job<Payload> {
  static jobName = 'crm/run_merges'
  static attempts = 1

  async handle({ runId }: Payload) {
    const { performRun } = await import('#crm/merge_runs')
    await performRun(runId)
  }
}
