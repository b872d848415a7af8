import { eventCatalogue } from '#core/events/domain_event'
import { notificationKinds } from '#core/notifications/kinds'
import { sweepers } from '#core/queue/sweepers'
import MailAccountConnected from '#messaging/events/mail_account_connected'
import MailAccountDisabled from '#messaging/events/mail_account_disabled'
import MailAccountPaused from '#messaging/events/mail_account_paused'
import MailAccountReleased from '#messaging/events/mail_account_released'
import MailAccountResumed from '#messaging/events/mail_account_resumed'
import MailAccountRotated from '#messaging/events/mail_account_rotated'
import MailAccountStopped from '#messaging/events/mail_account_stopped'
import MailAccountUpdated from '#messaging/events/mail_account_updated'
import { mailAdapters } from '#messaging/transport/contract'

for (const event of [
  MailAccountConnected,
  MailAccountUpdated,
  MailAccountRotated,
  MailAccountPaused,
  MailAccountResumed,
  MailAccountDisabled,
  MailAccountStopped,
  MailAccountReleased,
]) {
  eventCatalogue.add(event.type, event)
}

mailAdapters
  .add('ses', async (account) => (await import('#messaging/transport/ses')).makeSesAdapter(account))
  .add('postmark', async (account) =>
    (await import('#messaging/transport/postmark')).makePostmarkAdapter(account)
  )
  .add('mailgun', async (account) =>
    (await import('#messaging/transport/mailgun')).makeMailgunAdapter(account)
  )
  .add('sendgrid', async (account) =>
    (await import('#messaging/transport/sendgrid')).makeSendgridAdapter(account)
  )
  .add('resend', async (account) =>
    (await import('#messaging/transport/resend')).makeResendAdapter(account)
  )
  .add('cloudflare', async (account) =>
    (await import('#messaging/transport/cloudflare')).makeCloudflareAdapter(account)
  )

notificationKinds.add('messaging/breaker', {
  label: 'Sending was stopped by bounces or complaints',
  defaultInApp: true,
  defaultEmail: true,
})

sweepers.add('messaging/breakers', async () =>
  (await import('#messaging/pacing/breaker')).judgeBreakers()
)
