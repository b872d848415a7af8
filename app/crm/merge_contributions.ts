import { eventCatalogue } from '#core/events/domain_event'
import { eventReaders } from '#core/events/reader'
import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'
import { contactReferences } from '#core/registry/contact_references'
import ContactMerged from '#crm/events/contact_merged'
import ContactUnmerged from '#crm/events/contact_unmerged'
import { duplicates } from '#crm/readers/duplicates'

for (const event of [ContactMerged, ContactUnmerged]) eventCatalogue.add(event.type, event)

eventReaders.add(duplicates.name, duplicates)

sweepers.add('crm/duplicates', async () => (await import('#crm/duplicates')).sweepDuplicates())
sweepers.add('crm/merge_runs', async () => (await import('#crm/merge_runs')).sweepRuns())

schedules.add('crm-forget-merges', {
  cron: '23 3 * * *',
  load: () => import('#crm/jobs/forget_merges'),
})

contactReferences
  .add('contact_emails.contact_id', {
    table: 'contact_emails',
    column: 'contact_id',
    key: ['id'],
    flag: 'is_primary',
    label: { one: 'e-mail address', many: 'e-mail addresses' },
  })
  .add('contact_phones.contact_id', {
    table: 'contact_phones',
    column: 'contact_id',
    key: ['id'],
    unique: [['phone_e164']],
    flag: 'is_primary',
    label: { one: 'phone number', many: 'phone numbers' },
  })
  .add('company_contacts.contact_id', {
    table: 'company_contacts',
    column: 'contact_id',
    key: ['company_id'],
    unique: [['company_id']],
    flag: 'is_primary',
    label: { one: 'company', many: 'companies' },
  })
  .add('contact_tags.contact_id', {
    table: 'contact_tags',
    column: 'contact_id',
    key: ['tag_id'],
    unique: [['tag_id']],
    label: { one: 'tag', many: 'tags' },
  })
  .add('consent_states.contact_id', {
    table: 'consent_states',
    column: 'contact_id',
    key: ['id'],
    unique: [['channel', 'topic_id']],
    label: { one: 'consent', many: 'consents' },
  })
  .add('outgoing_mails.contact_id', {
    table: 'outgoing_mails',
    column: 'contact_id',
    key: ['id'],
    label: { one: 'mail', many: 'mails' },
  })
  .add('contacts.merged_into_id', {
    table: 'contacts',
    column: 'merged_into_id',
    key: ['id'],
    label: { one: 'earlier merge', many: 'earlier merges' },
  })

/** What tells of the past, or is kept by merging itself. */
for (const [table, column] of [
  ['events', 'contact_id'],
  ['consents', 'contact_id'],
  ['merges', 'winner_id'],
  ['merges', 'loser_id'],
  ['duplicate_pairs', 'a_id'],
  ['duplicate_pairs', 'b_id'],
  ['duplicate_keys', 'contact_id'],
  ['duplicate_changes', 'contact_id'],
]) {
  contactReferences.add(`${table}.${column}`, {
    table,
    column,
    key: ['id'],
    label: { one: 'record', many: 'records' },
    isLedger: true,
  })
}
