import { Job } from '#core/queue/job'

/** Nightly: forgets the journals of merges that cannot be undone any more. */
export default class ForgetMerges extends Job {
  static jobName = 'crm/forget_merges'
  static attempts = 1

  async handle() {
    const { forgetOldJournals } = await import('#crm/unmerging')
    await forgetOldJournals()
  }
}
