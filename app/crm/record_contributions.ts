import { eventCatalogue } from '#core/events/domain_event'
import { schedules } from '#core/queue/schedules'
import { sweepKey, sweepers } from '#core/queue/sweepers'
import { choiceSources } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import CompanyCreated from '#crm/events/company_created'
import CompanyDeleted from '#crm/events/company_deleted'
import CompanyRestored from '#crm/events/company_restored'
import CompanyTagged from '#crm/events/company_tagged'
import CompanyUntagged from '#crm/events/company_untagged'
import CompanyUpdated from '#crm/events/company_updated'
import ContactDeleted from '#crm/events/contact_deleted'
import ContactErased from '#crm/events/contact_erased'
import ContactRestored from '#crm/events/contact_restored'
import ContactTagged from '#crm/events/contact_tagged'
import ContactUntagged from '#crm/events/contact_untagged'
import CustomFieldArchived from '#crm/events/custom_field_archived'
import CustomFieldCreated from '#crm/events/custom_field_created'
import CustomFieldRestored from '#crm/events/custom_field_restored'
import CustomFieldUpdated from '#crm/events/custom_field_updated'
import TagCreated from '#crm/events/tag_created'
import TagDeleted from '#crm/events/tag_deleted'
import TagMerged from '#crm/events/tag_merged'
import TagUpdated from '#crm/events/tag_updated'

for (const event of [
  CompanyCreated,
  CompanyDeleted,
  CompanyRestored,
  CompanyTagged,
  CompanyUntagged,
  CompanyUpdated,
  ContactDeleted,
  ContactErased,
  ContactRestored,
  ContactTagged,
  ContactUntagged,
  CustomFieldArchived,
  CustomFieldCreated,
  CustomFieldRestored,
  CustomFieldUpdated,
  TagCreated,
  TagDeleted,
  TagMerged,
  TagUpdated,
])
  eventCatalogue.add(event.type, event)

sweepers.add('crm-field-index', async () => {
  const { strandedIndexWork } = await import('#crm/queries/field_index')
  const { default: IndexField } = await import('#crm/jobs/index_field')
  const stranded = await strandedIndexWork()
  for (const { id, organizationId } of stranded)
    await Tenant.run(organizationId, () =>
      IndexField.enqueue({ fieldId: id }, { key: sweepKey(id) })
    )
  return stranded.length
})

schedules.add('crm-erase-deleted', {
  cron: '17 2 * * *',
  load: () => import('#crm/jobs/erase_deleted'),
})

choiceSources.add('contacts', {
  permission: 'contacts:read',
  search: async (text) => (await import('#crm/queries/record_choices')).searchContactChoices(text),
  named: async (ids) => (await import('#crm/queries/record_choices')).contactsNamed(ids),
})
choiceSources.add('deals', {
  permission: 'deals:read',
  search: async (text) => (await import('#crm/queries/record_choices')).searchDealChoices(text),
  named: async (ids) => (await import('#crm/queries/record_choices')).dealsNamed(ids),
})
