import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Access } from '#access/access'
import AccessGrant from '#access/models/access_grant'
import type Order from '#commerce/models/order'
import OrderLine from '#commerce/models/order_line'
import Product from '#commerce/models/product'
import type Refund from '#commerce/models/refund'
import { Seats } from '#commerce/seats'

/** How long "the period" is for access that was sold without an end. */
const PERIOD_DAYS = 30

/**
 * What happens to access when all money of an order went back: `revoke` ends it
 * at once, `keep` leaves it, `period_end` lets it run until the day it ends
 * anyway, or thirty days after the purchase where it has no end.
 */
export class RefundPolicy {
  constructor(
    readonly order: Order,
    private readonly trx: TransactionClientContract
  ) {}

  async apply(): Promise<void> {
    const policy = await this.#policy()
    if (policy === 'keep') return
    const at = policy === 'period_end' ? await this.#periodEnd() : clock.now()
    for (const source of await this.#sources()) {
      await Access.revoke(
        { ...source, reason: 'The purchase was refunded', effectiveAt: at },
        this.trx
      )
    }
    if (policy === 'revoke') await new Seats(this.order, this.trx).giveBack()
  }

  /** The refund failed after all: what it took is granted again, as long as it would have run. */
  async undo(refund: Refund): Promise<void> {
    if (!this.order.fulfilledAt || (await this.#policy()) === 'keep') return
    const grants = await this.#grants(['order'], [this.order.id])
    for (const { contactId, subjectType, subjectId, endsAt } of grants) {
      await Access.grant(
        {
          contactId,
          subjectType,
          subjectId,
          sourceType: 'restored',
          sourceId: refund.id,
          reason: `Bought with order ${this.order.number}; the refund did not go through`,
          endsAt,
        },
        this.trx
      )
    }
    if ((await this.#policy()) === 'revoke') await new Seats(this.order, this.trx).restore()
  }

  async #policy(): Promise<string> {
    const line = await OrderLine.query({ client: this.trx })
      .where('orderId', this.order.id)
      .firstOrFail()
    const product = await Product.query({ client: this.trx })
      .where('id', line.productId)
      .firstOrFail()
    return product.refundPolicy
  }

  async #periodEnd(): Promise<DateTime> {
    const [grant] = await this.#grants(['order'], [this.order.id])
    const bought = this.order.fulfilledAt ?? this.order.createdAt
    const end = grant?.endsAt ?? bought.plus({ days: PERIOD_DAYS })
    return DateTime.max(end, clock.now())
  }

  /** The order, and each failed refund that gave access back. */
  async #sources(): Promise<{ sourceType: string; sourceId: string }[]> {
    await this.order.load('refunds')
    const refunds = this.order.refunds.map(({ id }) => ({ sourceType: 'restored', sourceId: id }))
    return [{ sourceType: 'order', sourceId: this.order.id }, ...refunds]
  }

  #grants(types: string[], ids: string[]): Promise<AccessGrant[]> {
    return AccessGrant.query({ client: this.trx })
      .whereIn('sourceType', types)
      .whereIn('sourceId', ids)
  }
}
