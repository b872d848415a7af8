import { eventCatalogue } from '#core/events/domain_event'
import { companyPanels } from '#core/registry/company_panels'
import { contactPanels } from '#core/registry/contact_panels'
import { contactReferences } from '#core/registry/contact_references'
import { demoData } from '#core/registry/demo_data'
import { searchSources } from '#core/registry/search'
import { choiceSources } from '#core/registry/segment_conditions'
import '#crm/conditions/deal_conditions'
import '#crm/conditions/deal_record_conditions'
import '#crm/deal_stories'
import DealCreated from '#crm/events/deal_created'
import DealDeleted from '#crm/events/deal_deleted'
import DealLost from '#crm/events/deal_lost'
import DealMoved from '#crm/events/deal_moved'
import DealReopened from '#crm/events/deal_reopened'
import DealRestored from '#crm/events/deal_restored'
import DealUpdated from '#crm/events/deal_updated'
import DealWon from '#crm/events/deal_won'

for (const event of [
  DealCreated,
  DealUpdated,
  DealMoved,
  DealWon,
  DealLost,
  DealReopened,
  DealDeleted,
  DealRestored,
]) {
  eventCatalogue.add(event.type, event)
}

contactReferences.add('deals.contact_id', {
  table: 'deals',
  column: 'contact_id',
  key: ['id'],
  label: { one: 'deal', many: 'deals' },
})
contactReferences.add('deal_contacts.contact_id', {
  table: 'deal_contacts',
  column: 'contact_id',
  key: ['id'],
  unique: [['deal_id']],
  onConflict: 'drop',
  label: { one: 'part in a deal', many: 'parts in deals' },
})

contactPanels.add('deals', {
  label: 'Deals',
  icon: 'i-lucide-handshake',
  permission: 'deals:read',
  empty: 'No deals with this person yet.',
  rows: async (contactId) => (await import('#crm/queries/deal_panels')).dealsOfContact(contactId),
})

companyPanels.add('deals', {
  label: 'Deals',
  icon: 'i-lucide-handshake',
  permission: 'deals:read',
  empty: 'No deals with this company yet.',
  rows: async (companyId) => (await import('#crm/queries/deal_panels')).dealsOfCompany(companyId),
})

searchSources.add('deals', {
  permission: 'deals:read',
  find: async (term) => (await import('#crm/queries/deal_panels')).findDeals(term),
})

choiceSources.add('pipelines', {
  permission: 'deals:read',
  search: async (text) => (await import('#crm/queries/deal_choices')).pipelineChoices(text),
  named: async (ids) => (await import('#crm/queries/deal_choices')).pipelinesNamed(ids),
})
choiceSources.add('pipeline_stages', {
  permission: 'deals:read',
  search: async (text) => (await import('#crm/queries/deal_choices')).stageChoices(text),
  named: async (ids) => (await import('#crm/queries/deal_choices')).stagesNamed(ids),
})

demoData.add('deals', {
  after: ['crm'],
  seed: async () => (await import('#crm/deal_demo')).seedDeals(),
})
