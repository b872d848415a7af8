import { eventCatalogue } from '#core/events/domain_event'
import { notificationKinds } from '#core/notifications/kinds'
import { sweepers } from '#core/queue/sweepers'
import SenderAdded from '#messaging/events/sender_added'
import SenderArchived from '#messaging/events/sender_archived'
import SenderRestored from '#messaging/events/sender_restored'
import SenderUpdated from '#messaging/events/sender_updated'
import SendingDomainAdded from '#messaging/events/sending_domain_added'
import SendingDomainFailed from '#messaging/events/sending_domain_failed'
import SendingDomainRemoved from '#messaging/events/sending_domain_removed'
import SendingDomainUpdated from '#messaging/events/sending_domain_updated'
import SendingDomainVerified from '#messaging/events/sending_domain_verified'

for (const event of [
  SendingDomainAdded,
  SendingDomainVerified,
  SendingDomainFailed,
  SendingDomainUpdated,
  SendingDomainRemoved,
  SenderAdded,
  SenderUpdated,
  SenderArchived,
  SenderRestored,
]) {
  eventCatalogue.add(event.type, event)
}

notificationKinds.add('messaging/sending_domain', {
  label: 'Sending domain lost its DNS records',
  defaultInApp: true,
  defaultEmail: true,
})

sweepers.add('messaging/sending_domains', async () =>
  (await import('#messaging/senders/domain_proof')).sweepSendingDomains()
)
