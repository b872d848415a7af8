import { Job } from '#core/queue/job'

type Payload = { mergeIds: string[] }

/** A while after merges: moves what was written for the losers while they were merged. */
export default class FollowMerges extends Job<Payload> {
  static jobName = 'crm/follow_merges'

  async handle({ mergeIds }: Payload) {
    const { followMerges } = await import('#crm/merging')
    await followMerges(mergeIds)
  }
}
