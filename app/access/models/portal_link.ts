import { compose } from '@adonisjs/core/helpers'
import { PortalLinkSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { hashToken, makeToken } from '#core/crypto/tokens'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'

export type LinkPurpose = 'receipt' | 'request'

const LIFETIMES: Record<LinkPurpose, Record<string, number>> = {
  receipt: { days: 7 },
  request: { minutes: 30 },
}

/** A way into the portal for one contact, once. The token stands in the mail alone. */
export default class PortalLink extends compose(PortalLinkSchema, Tenanted, WithId) {
  static table = 'portal_links'

  /** Makes a link when its mail is sent; resolves to the token. */
  static async issue(contactId: string, purpose: LinkPurpose): Promise<string> {
    const { token, hash } = makeToken()
    const link = new PortalLink()
    link.contactId = contactId
    link.purpose = purpose
    link.tokenHash = hash
    link.createdAt = clock.now()
    link.expiresAt = clock.now().plus(LIFETIMES[purpose])
    await link.save()
    return token
  }

  /** The link that a token opens, unless it was used or its time is over. */
  static async usable(token: string): Promise<PortalLink | null> {
    const link = await PortalLink.query().where('tokenHash', hashToken(token)).first()
    return link && !link.usedAt && link.expiresAt > clock.now() ? link : null
  }

  /** Uses the link up. Resolves to null when it was used before, or meanwhile, or is too old. */
  static async consume(token: string): Promise<PortalLink | null> {
    const now = clock.now()
    const [used] = await PortalLink.query()
      .where('tokenHash', hashToken(token))
      .whereNull('usedAt')
      .where('expiresAt', '>', now.toSQL())
      .update({ used_at: now.toSQL() }, ['id'])
    const id = typeof used === 'object' ? (used as { id: string }).id : null
    return id ? PortalLink.query().where('id', id).first() : null
  }
}
