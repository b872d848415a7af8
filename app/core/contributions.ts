import { Context } from '#core/context'
import { eventReaders } from '#core/events/reader'
import { relay, sweepDeliveries } from '#core/events/relay'
import { liveChannels } from '#core/live/channels'
import { mails } from '#core/mail/mail'
import { sweepMails } from '#core/mail/mail_delivery'
import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'
import { sweepReceipts } from '#core/receipts/receipt'

eventReaders.add(relay.name, relay)

sweepers.add('core/deliveries', () => sweepDeliveries())
sweepers.add('core/mails', () => sweepMails())
sweepers.add('core/receipts', () => sweepReceipts())

schedules.add('core-sweep', { every: 10_000, load: () => import('#core/queue/jobs/sweep') })
schedules.add('core-keep-house', {
  cron: '17 3 * * *',
  load: () => import('#core/queue/jobs/keep_house'),
})

mails.add('core/notification', () => import('#core/notifications/mails/notification_mail'))

liveChannels.add('users/:id', (_ctx, { id }) => {
  const { actor } = Context.get()
  return actor.type === 'user' && actor.id === id
})
