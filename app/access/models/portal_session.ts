import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { PortalSessionSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import Contact from '#crm/models/contact'

/**
 * A contact in the portal without a password. One that was opened by a mailed
 * link names it; one from a purchase in the same browser names none and is
 * short, because nobody has shown yet that the address is theirs.
 */
export default class PortalSession extends compose(PortalSessionSchema, Tenanted, WithId) {
  static table = 'portal_sessions'

  @belongsTo(() => Contact)
  declare contact: BelongsTo<typeof Contact>
}
