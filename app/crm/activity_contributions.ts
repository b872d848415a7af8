import { eventCatalogue } from '#core/events/domain_event'
import { mailObservers } from '#core/mail/mail_delivery'
import { notificationKinds } from '#core/notifications/kinds'
import { sweepers } from '#core/queue/sweepers'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'
import '#crm/activity_stories'
import MailFailed from '#crm/events/mail_failed'
import MailSent from '#crm/events/mail_sent'
import NoteAdded from '#crm/events/note_added'
import NoteDeleted from '#crm/events/note_deleted'
import NoteUpdated from '#crm/events/note_updated'
import TaskCompleted from '#crm/events/task_completed'
import TaskCreated from '#crm/events/task_created'
import TaskDeleted from '#crm/events/task_deleted'
import TaskReopened from '#crm/events/task_reopened'
import '#crm/profile_stories'
import { targetPath } from '#crm/targets'

for (const event of [TaskCreated, TaskCompleted, TaskReopened, TaskDeleted]) {
  eventCatalogue.add(event.type, event)
}
for (const event of [NoteAdded, NoteUpdated, NoteDeleted, MailSent, MailFailed]) {
  eventCatalogue.add(event.type, event)
}

notificationKinds.add('crm/task_reminder', {
  label: 'A task is due',
  defaultInApp: true,
  defaultEmail: true,
})
notificationKinds.add('crm/task_assigned', {
  label: 'A task was given to you',
  defaultInApp: true,
  defaultEmail: false,
})
notificationKinds.add('crm/mention', {
  label: 'Somebody mentioned you in a note',
  defaultInApp: true,
  defaultEmail: true,
})

sweepers.add('crm/reminders', async () => (await import('#crm/reminders')).sweepReminders())

// Mails to contacts stand on their timelines.
mailObservers.add('crm/timeline', async (row, state) => {
  if (!row.organization_id || !row.contact_id) return
  const event = state === 'sent' ? MailSent : MailFailed
  await event.recordAlone({
    organizationId: row.organization_id,
    subjectId: row.id,
    contactId: row.contact_id,
    payload: { mail: row.mail },
  })
})

contactReferences.add('task_links.target_id', {
  table: 'task_links',
  column: 'target_id',
  where: { target_type: 'contact' },
  key: ['id'],
  unique: [['task_id']],
  onConflict: 'drop',
  label: { one: 'task', many: 'tasks' },
})
contactReferences.add('note_links.target_id', {
  table: 'note_links',
  column: 'target_id',
  where: { target_type: 'contact' },
  key: ['id'],
  unique: [['note_id']],
  onConflict: 'drop',
  label: { one: 'note', many: 'notes' },
})
// What happened to both of them at once stands on the timeline that stays already.
contactReferences.add('activities.contact_id', {
  table: 'activities',
  column: 'contact_id',
  key: ['id', 'occurred_at'],
  unique: [['event_id']],
  onConflict: 'keep',
  label: { one: 'line of the timeline', many: 'lines of the timeline' },
})

searchSources.add('tasks', {
  permission: 'tasks:read',
  find: async (term) => {
    const { findTasks } = await import('#crm/queries/task_list')
    return (await findTasks(term)).map(({ id, title, isDone }) => ({
      label: title,
      suffix: isDone ? 'done' : null,
      icon: isDone ? 'i-lucide-circle-check' : 'i-lucide-circle',
      to: `/admin/tasks?task=${id}`,
    }))
  },
})

searchSources.add('notes', {
  permission: 'notes:read',
  find: async (term) => {
    const { findNotes } = await import('#crm/queries/note_list')
    return (await findNotes(term)).map(({ id, text, type, target }) => ({
      label: text || 'A picture',
      suffix: 'note',
      icon: 'i-lucide-sticky-note',
      to: `${targetPath({ type, id: target })}#note-${id}`,
    }))
  },
})

demoData.add('activity', {
  after: ['deals'],
  seed: async () => (await import('#crm/activity_demo')).seedActivity(),
})
