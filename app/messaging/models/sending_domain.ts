import { compose } from '@adonisjs/core/helpers'
import { SendingDomainSchema } from '#database/schema'
import { seal, unseal } from '#core/crypto/encrypted'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

const PURPOSE = 'sending_domain'

/** A domain that an organization writes from. It is proven by its DKIM key standing in DNS. */
export default class SendingDomain extends compose(SendingDomainSchema, Tenanted, WithId) {
  get isVerified(): boolean {
    return this.state === 'verified'
  }

  /** PEM of the key that mails from this domain are signed with. Never leaves the server. */
  get privateKey(): string {
    return unseal<string>(this.dkimPrivateKey, PURPOSE)
  }

  /** Puts a pair of keys in place; the private one is kept encrypted. */
  keepKeys({ privateKey, publicKey }: { privateKey: string; publicKey: string }): this {
    this.dkimPrivateKey = seal(privateKey, PURPOSE)
    this.dkimPublicKey = publicKey
    return this
  }
}
