import Factory from '@adonisjs/lucid/factories'
import { DateTime } from 'luxon'
import { seal } from '#core/crypto/encrypted'
import BounceMailbox from '#messaging/models/bounce_mailbox'

/** Return addresses at a domain of their own, piped to us; `verified`, or read by `imap`. Need a tenant in context. */
export const BounceMailboxFactory = Factory.define(BounceMailbox, () => ({
  domain: 'bounces.school.test',
  mailbox: null as string | null,
  reading: 'pipe' as const,
  state: 'pending' as const,
  checks: {},
  misses: 0,
  imapSecurity: 'none',
  imapFolder: 'INBOX',
  lastUid: 0,
  stuckTimes: 0,
  isStopped: false,
  failures: 0,
  dueAt: DateTime.fromMillis(0),
}))
  .state('verified', (row) => void (row.state = 'verified'))
  .state('imap', (row) => {
    row.reading = 'imap'
    row.imapHost = '127.0.0.1'
    row.imapPort ??= 143
    row.imapUser = 'bounces@school.test'
    row.imapSecret = seal('secret', 'bounce_mailbox')
  })
  .build()
