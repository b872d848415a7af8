import { eventCatalogue } from '#core/events/domain_event'
import { notificationKinds } from '#core/notifications/kinds'
import { sweepers } from '#core/queue/sweepers'
import { contactReferences } from '#core/registry/contact_references'
import ContactsImported from '#crm/events/contacts_imported'
import CompaniesImported from '#crm/events/companies_imported'
import DealsImported from '#crm/events/deals_imported'
import ImportEnded from '#crm/events/import_ended'

for (const event of [ContactsImported, CompaniesImported, DealsImported, ImportEnded]) {
  eventCatalogue.add(event.type, event)
}

notificationKinds.add('crm/import', {
  label: 'Import finished',
  defaultInApp: true,
  defaultEmail: false,
})

notificationKinds.add('crm/export', {
  label: 'Export ready',
  defaultInApp: true,
  defaultEmail: false,
})

sweepers.add('crm/exports', async () => (await import('#crm/exports/write_export')).sweepExports())
sweepers.add('crm/imports', async () => (await import('#crm/imports/advance')).sweepImports())
sweepers.add('crm/old_imports', async () =>
  (await import('#crm/imports/retention')).sweepOldImports()
)

// The journal of an import stays with the contact that it was written for.
contactReferences.add('import_changes.contact_id', {
  table: 'import_changes',
  column: 'contact_id',
  key: ['import_id'],
  label: { one: 'import', many: 'imports' },
  isLedger: true,
})

// A staged row is asked whom its contact was merged into when it is written.
contactReferences.add('import_deal_rows.contact_id', {
  table: 'import_deal_rows',
  column: 'contact_id',
  key: ['import_id', 'row_no'],
  label: { one: 'row of an import', many: 'rows of imports' },
  isLedger: true,
})
