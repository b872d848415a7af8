import { eventCatalogue } from '#core/events/domain_event'
import { eventReaders } from '#core/events/reader'
import { contactPanels } from '#core/registry/contact_panels'
import { searchSources } from '#core/registry/search'
import ContactCreated from '#crm/events/contact_created'
import ContactUpdated from '#crm/events/contact_updated'
import { timeline } from '#crm/readers/timeline'

for (const event of [ContactCreated, ContactUpdated]) eventCatalogue.add(event.type, event)

eventReaders.add(timeline.name, timeline)

contactPanels.add('mails', {
  label: 'Mails',
  icon: 'i-lucide-mail',
  permission: 'mails:read',
  empty: 'No mail was sent yet.',
  rows: async (contactId) =>
    (await import('#crm/queries/mails_of_contact')).mailsOfContact(contactId),
})

searchSources.add('contacts', {
  permission: 'contacts:read',
  find: async (term) => {
    const { contactPage } = await import('#crm/queries/contact_list')
    const { rows } = await contactPage({ q: term })
    return rows.slice(0, 5).map((contact) => ({
      label: contact.fullName,
      suffix: contact.email,
      icon: 'i-lucide-user',
      to: `/admin/contacts/${contact.id}`,
    }))
  },
})
