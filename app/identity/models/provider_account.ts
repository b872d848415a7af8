import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { ProviderAccountSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { seal, unseal } from '#core/crypto/encrypted'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

export type ProviderSecrets = { secretKey: string; webhookSecret: string }

const PURPOSE = 'provider_account'
/** A rotated webhook secret verifies for this long, until the provider has the new one. */
const OVERLAP_HOURS = 24

/** An organization's account with an outside provider; its secrets never leave the server again. */
export default class ProviderAccount extends compose(ProviderAccountSchema, Tenanted, WithId) {
  /** The connected account of an organization, or null. */
  static async activeFor(
    organizationId: string,
    provider: string
  ): Promise<ProviderAccount | null> {
    return ProviderAccount.query().where({ organizationId, provider, state: 'active' }).first()
  }

  get plainSecrets(): ProviderSecrets {
    return unseal<ProviderSecrets>(this.secrets, PURPOSE)
  }

  /** Secrets that a webhook of this account may be signed with: the present one, and a rotated one for a day. */
  webhookSecrets(): string[] {
    const present = this.plainSecrets.webhookSecret
    if (
      !this.previousSecrets ||
      !this.previousSecretsUntil ||
      this.previousSecretsUntil < DateTime.utc()
    )
      return [present]
    return [present, unseal<ProviderSecrets>(this.previousSecrets, PURPOSE).webhookSecret]
  }

  /** Puts secrets in place; what was there stays valid for webhooks for a day. */
  keep(secrets: ProviderSecrets): this {
    if (this.secrets) {
      this.previousSecrets = this.secrets
      this.previousSecretsUntil = DateTime.utc().plus({ hours: OVERLAP_HOURS })
      this.rotatedAt = clock.now()
    }
    this.secrets = seal(secrets, PURPOSE)
    this.publicSettings = {
      key: `…${secrets.secretKey.slice(-4)}`,
      live: String(secrets.secretKey.includes('_live_')),
    }
    return this
  }
}
