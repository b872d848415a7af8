import { eventCatalogue } from '#core/events/domain_event'
import { schedules } from '#core/queue/schedules'
import FileUploaded from '#media/events/file_uploaded'

eventCatalogue.add(FileUploaded.type, FileUploaded)

schedules.add('media-remove-orphans', {
  cron: '41 3 * * *',
  load: () => import('#media/jobs/remove_orphans'),
})
