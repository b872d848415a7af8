import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'

// Beside the web processes: where none of them runs, or theirs died, a worker on the same disk takes hits in.
sweepers.add('messaging/hits', async () => {
  const { hitSpool } = await import('#messaging/tracking/hits')
  const { takeInHits } = await import('#messaging/tracking/take_in')
  return takeInHits(hitSpool)
})

schedules.add('messaging-forget-hits', {
  cron: '41 3 * * *',
  load: () => import('#messaging/jobs/forget_hits'),
})
