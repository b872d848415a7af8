import { eventCatalogue } from '#core/events/domain_event'
import { mails } from '#core/mail/mail'
import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'
import TemplateArchived from '#messaging/events/template_archived'
import TemplateCreated from '#messaging/events/template_created'
import TemplatePublished from '#messaging/events/template_published'
import TemplateRestored from '#messaging/events/template_restored'

for (const event of [TemplateCreated, TemplatePublished, TemplateArchived, TemplateRestored]) {
  eventCatalogue.add(event.type, event)
}

mails.add('messaging/test_mail', () => import('#messaging/templates/mails/test_mail'))

searchSources.add('templates', {
  label: 'Templates',
  permission: 'templates:read',
  find: async (term) => (await import('#messaging/queries/templates/search')).findTemplates(term),
})

demoData.add('templates', {
  after: ['identity'],
  seed: async () => (await import('#messaging/templates/demo')).seedTemplates(),
})
