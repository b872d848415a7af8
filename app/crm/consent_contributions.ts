import { eventCatalogue } from '#core/events/domain_event'
import { demoData } from '#core/registry/demo_data'
import { choiceSources } from '#core/registry/segment_conditions'
import '#crm/conditions/consent_conditions'
import AddressReleased from '#crm/events/address_released'
import AddressSuppressed from '#crm/events/address_suppressed'
import ConsentRecorded from '#crm/events/consent_recorded'

for (const event of [ConsentRecorded, AddressSuppressed, AddressReleased]) {
  eventCatalogue.add(event.type, event)
}

choiceSources.add('topics', {
  permission: 'contacts:read',
  search: async (text) => (await import('#crm/queries/topic_choices')).searchTopics(text),
  named: async (ids) => (await import('#crm/queries/topic_choices')).topicsNamed(ids),
})

demoData.add('crm_consent', {
  after: ['crm'],
  seed: async () => (await import('#crm/consent_demo')).seedConsent(),
})
