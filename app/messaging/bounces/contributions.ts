import { eventCatalogue } from '#core/events/domain_event'
import { notificationKinds } from '#core/notifications/kinds'
import { sweepers } from '#core/queue/sweepers'
import BounceMailboxChanged from '#messaging/events/bounce_mailbox_changed'
import BounceMailboxRemoved from '#messaging/events/bounce_mailbox_removed'
import BounceMailboxStopped from '#messaging/events/bounce_mailbox_stopped'

for (const event of [BounceMailboxChanged, BounceMailboxRemoved, BounceMailboxStopped]) {
  eventCatalogue.add(event.type, event)
}

notificationKinds.add('messaging/bounce_mailbox', {
  label: 'Bounces do not come home any more',
  defaultInApp: true,
  defaultEmail: true,
})

sweepers.add('messaging/bounce_mailboxes', async () =>
  (await import('#messaging/bounces/return_domain')).sweepBounceMailboxes()
)
