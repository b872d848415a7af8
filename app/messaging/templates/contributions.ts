import { mails } from '#core/mail/mail'
import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'

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
