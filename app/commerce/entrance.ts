import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import Contact from '#crm/models/contact'
import AccessGrant from '#access/models/access_grant'
import Order from '#commerce/models/order'

/**
 * The way from the return page into the portal. The buyer typed an address that
 * nobody has proven, so it opens only for a contact that this very order made:
 * there is nothing else to see. Whoever was known before uses the mailed link.
 */
export class Entrance {
  constructor(readonly order: Order) {}

  async isOpen(trx?: TransactionClientContract): Promise<boolean> {
    const { order } = this
    if (!order.isEntranceOpen || !order.contactId) return false
    const contact = await Contact.query({ client: trx }).where('id', order.contactId).firstOrFail()
    if (contact.userId || contact.createdAt < order.createdAt) return false
    const other = await AccessGrant.query({ client: trx })
      .where('contactId', contact.id)
      .whereNot('sourceId', order.id)
      .first()
    return other === null
  }

  /** Uses it up. Resolves to the contact, or null where it is closed. */
  async use(): Promise<string | null> {
    return db.transaction(async (trx) => {
      const order = await Order.locked(this.order.id, trx)
      if (!(await new Entrance(order).isOpen(trx))) return null
      order.returnUsedAt = clock.now()
      await order.useTransaction(trx).save()
      return order.contactId
    })
  }
}
