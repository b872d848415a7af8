import { eventCatalogue } from '#core/events/domain_event'
import { contactReferences } from '#core/registry/contact_references'
import { sweepers } from '#core/queue/sweepers'
import SendRunFinished from '#messaging/events/send_run_finished'
import { mailAdapters } from '#messaging/transport/contract'

eventCatalogue.add(SendRunFinished.type, SendRunFinished)

mailAdapters.add('smtp', async (account) =>
  (await import('#messaging/transport/smtp')).makeSmtpAdapter(account)
)
mailAdapters.add('house', async (account) =>
  (await import('#messaging/transport/smtp')).makeHouseAdapter(account)
)

// Who was sent what stays with whom it was sent to; a merged contact's is read through merged_into_id.
contactReferences.add('sends.contact_id', {
  table: 'sends',
  column: 'contact_id',
  key: ['run_id', 'n'],
  label: { one: 'mail to many', many: 'mails to many' },
  isLedger: true,
})

sweepers.add('messaging/doubts', async () =>
  (await import('#messaging/ledger/doubts')).sweepDoubts()
)
sweepers.add('messaging/sends', async () =>
  (await import('#messaging/ledger/finishing')).sweepSends()
)
