import { eventCatalogue } from '#core/events/domain_event'
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

sweepers.add('messaging/sends', async () =>
  (await import('#messaging/ledger/finishing')).sweepSends()
)
