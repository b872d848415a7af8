import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { installSender } from '#config/mail'
import { SenderSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import SendingDomain from '#messaging/models/sending_domain'

/** A from-address. One without a domain is the install's address in the organization's name. */
export default class Sender extends compose(SenderSchema, Tenanted, WithId) {
  @belongsTo(() => SendingDomain, { foreignKey: 'domainId' })
  declare domain: BelongsTo<typeof SendingDomain>

  get isHouse(): boolean {
    return this.domainId === null
  }

  /** What is written in From: the install's address may change after the row was made. */
  get fromAddress(): string {
    return this.isHouse ? installSender.address : this.address
  }

  /** Whether mail may go out from it now. `domain` has to be loaded. */
  get isUsable(): boolean {
    return this.archivedAt === null && (this.isHouse || this.domain.isVerified)
  }
}
