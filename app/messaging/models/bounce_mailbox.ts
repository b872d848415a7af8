import { compose } from '@adonisjs/core/helpers'
import { BounceMailboxSchema } from '#database/schema'
import { seal, unseal } from '#core/crypto/encrypted'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

const PURPOSE = 'bounce_mailbox'

/** Where bounces of an organization's plain SMTP mail go, and how they come home. There is one at most. */
export default class BounceMailbox extends compose(BounceMailboxSchema, Tenanted, WithId) {
  declare reading: 'pipe' | 'imap'
  declare state: 'pending' | 'verified' | 'failed'

  /** Whether mail gets return addresses of it: DNS has what they need. */
  get isVerified(): boolean {
    return this.state === 'verified'
  }

  get isRead(): boolean {
    return this.reading === 'imap' && !this.isStopped
  }

  /** Never leaves the server. */
  get imapPassword(): string {
    return this.imapSecret ? unseal<string>(this.imapSecret, PURPOSE) : ''
  }

  /** Puts the mailbox's password in place, encrypted. */
  keepPassword(password: string): this {
    this.imapSecret = seal(password, PURPOSE)
    return this
  }
}
