import { schedules } from '#core/queue/schedules'
import { demoData } from '#core/registry/demo_data'

schedules.add('messaging-tidy-reports', {
  cron: '27 2 * * *',
  load: () => import('#messaging/jobs/tidy_reports'),
})

demoData.add('mail_reports', {
  after: ['campaigns'],
  seed: async () => (await import('#messaging/reports/demo')).seedReports(),
})
