import { mails } from '#core/mail/mail'

mails.add(
  'messaging/preferences_link',
  () => import('#messaging/preferences/mails/preferences_link')
)
