import { addEndpoints } from '#core/api/endpoint'
import { apiGroups } from '#core/api/groups'
import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import { schedules } from '#core/queue/schedules'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { publicPages } from '#core/registry/public_pages'
import { searchSources } from '#core/registry/search'
import { timelineStories } from '#core/registry/timeline_stories'
import FormArchived from '#messaging/events/form_archived'
import FormConfirmed from '#messaging/events/form_confirmed'
import FormCreated from '#messaging/events/form_created'
import FormSubmitted from '#messaging/events/form_submitted'
import FormUpdated from '#messaging/events/form_updated'
import { listForms, submitForm } from '#messaging/forms/api'

for (const event of [FormCreated, FormUpdated, FormArchived, FormSubmitted, FormConfirmed]) {
  eventCatalogue.add(event.type, event)
}

apiGroups.add('Forms', 'Forms with which people ask for mail.')
addEndpoints(listForms, submitForm)

mails.add(
  'messaging/confirm_subscription',
  () => import('#messaging/forms/mails/confirm_subscription')
)

schedules.add('messaging-forget-sign-ups', {
  cron: '41 3 * * *',
  load: () => import('#messaging/jobs/forget_sign_ups'),
})

contactReferences.add('form_submissions.contact_id', {
  table: 'form_submissions',
  column: 'contact_id',
  key: ['id'],
  label: { one: 'filled-in form', many: 'filled-in forms' },
})

searchSources.add('forms', {
  permission: 'forms:read',
  find: async (term) => (await import('#messaging/queries/signup_forms')).findForms(term),
})

publicPages.add('forms', {
  sitemap: async () => (await import('#messaging/queries/signup_forms')).openFormPages(),
})

const HELD = 'No mail was sent: the address is suppressed'
const WAITS = 'Waits for a confirmation by mail'

timelineStories
  .add('form.submitted', {
    group: 'profile',
    icon: 'i-lucide-clipboard-pen-line',
    tell: (facts) =>
      facts.map(({ subjectId, payload: { form, state } }) => ({
        who: 'contact',
        text: `filled in ${String(form)}`,
        detail: state === 'waiting' ? WAITS : state === 'held' ? HELD : null,
        href: subjectId ? `/admin/forms/${subjectId}/edit` : null,
      })),
  })
  .add('form.confirmed', {
    group: 'profile',
    icon: 'i-lucide-mail-check',
    tell: (facts) =>
      facts.map(({ payload: { form } }) => ({
        who: 'contact',
        text: `confirmed the sign-up by ${String(form)}`,
      })),
  })

demoData.add('signup_forms', {
  after: ['crm_consent'],
  seed: async () => (await import('#messaging/forms/demo')).seedForms(),
})
