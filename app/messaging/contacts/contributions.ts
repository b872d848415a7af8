import { contactPanels } from '#core/registry/contact_panels'
import '#messaging/contacts/mail_stories'

contactPanels.add('mails', {
  label: 'Mails',
  icon: 'i-lucide-mail',
  permission: 'mails:read',
  empty: 'No mail was sent yet.',
  rows: async (contactId) => (await import('#messaging/contacts/mail_panel')).mailRowsOf(contactId),
})
