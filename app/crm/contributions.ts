import '#crm/api/contributions'
import { eventCatalogue } from '#core/events/domain_event'
import { eventReaders } from '#core/events/reader'
import { notificationKinds } from '#core/notifications/kinds'
import { demoData } from '#core/registry/demo_data'
import { sweepers } from '#core/queue/sweepers'
import { choiceSources } from '#core/registry/segment_conditions'
import '#crm/search_contributions'
import '#crm/activity_contributions'
import '#crm/conditions/contact_conditions'
import '#crm/conditions/company_conditions'
import '#crm/deal_contributions'
import '#crm/record_contributions'
import '#crm/consent_contributions'
import '#crm/imports/contributions'
import '#crm/merge_contributions'
import '#crm/segment_contributions'
import ContactCreated from '#crm/events/contact_created'
import ContactUpdated from '#crm/events/contact_updated'
import { timeline } from '#crm/readers/timeline'

for (const event of [ContactCreated, ContactUpdated]) eventCatalogue.add(event.type, event)

eventReaders.add(timeline.name, timeline)

choiceSources.add('tags', {
  permission: 'contacts:read',
  search: async (text) => (await import('#crm/queries/choices')).searchTags(text),
  named: async (ids) => (await import('#crm/queries/choices')).tagsNamed(ids),
})
choiceSources.add('companies', {
  permission: 'contacts:read',
  search: async (text) => (await import('#crm/queries/choices')).searchCompanyChoices(text),
  named: async (ids) => (await import('#crm/queries/choices')).companiesNamed(ids),
})
choiceSources.add('lists', {
  permission: 'segments:read',
  search: async (text) => (await import('#crm/queries/list_choices')).searchLists(text),
  named: async (ids) => (await import('#crm/queries/segment_choices')).segmentsNamed(ids),
})
choiceSources.add('members', {
  permission: 'contacts:read',
  search: async (text) => (await import('#crm/queries/choices')).searchMembers(text),
  named: async (ids) => (await import('#crm/queries/choices')).membersNamed(ids),
})

notificationKinds.add('crm/bulk', {
  label: 'Bulk change finished',
  defaultInApp: true,
  defaultEmail: false,
})

sweepers.add('crm/bulk_actions', async () =>
  (await import('#crm/bulk/bulk_run')).sweepBulkActions()
)

demoData.add('crm', {
  after: ['students'],
  seed: async () => (await import('#crm/demo')).seedCrm(),
})
