import { schedules } from '#core/queue/schedules'

schedules.add('messaging-tidy-reports', {
  cron: '27 2 * * *',
  load: () => import('#messaging/jobs/tidy_reports'),
})
