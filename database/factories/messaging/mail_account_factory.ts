import Factory from '@adonisjs/lucid/factories'
import { seal } from '#core/crypto/encrypted'
import MailAccount from '#messaging/models/mail_account'

/** Accounts with Postmark that the sandbox stands in for. Need a tenant in context. */
export const MailAccountFactory = Factory.define(MailAccount, () => ({
  provider: 'postmark',
  label: 'Postmark',
  settings: {},
  secrets: seal({ serverToken: 'sandbox-token' }, 'mail_account'),
  state: 'active',
  position: 0,
  takesMarketing: true,
  takesTransactional: true,
  maxConnections: 10,
  perSecond: null as number | null,
  perDay: null as number | null,
  breaker: 'closed',
  bounceLimit: 0.05,
  complaintLimit: 0.001,
})).build()
