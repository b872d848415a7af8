import { compose } from '@adonisjs/core/helpers'
import { MailAccountSchema } from '#database/schema'
import { seal, unseal } from '#core/crypto/encrypted'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

const PURPOSE = 'mail_account'

/** Passwords, API keys and webhook signing keys of an account by name. */
export type MailSecrets = Record<string, string>

/** An account with a provider by which an organization's mail leaves the house. */
export default class MailAccount extends compose(MailAccountSchema, Tenanted, WithId) {
  get plainSecrets(): MailSecrets {
    return unseal<MailSecrets>(this.secrets, PURPOSE)
  }

  /** Puts secrets in place, encrypted; those that are not named stay. */
  keep(secrets: MailSecrets): this {
    const before = this.secrets ? this.plainSecrets : {}
    this.secrets = seal({ ...before, ...secrets }, PURPOSE)
    return this
  }

  get isHouse(): boolean {
    return this.provider === 'house'
  }

  /** Whether mail of this kind may leave by it now. An open breaker keeps back what goes to many alone. */
  takes(purpose: 'marketing' | 'transactional'): boolean {
    if (this.state !== 'active') return false
    if (purpose === 'transactional') return this.takesTransactional
    return this.takesMarketing && this.breaker === 'closed'
  }
}
