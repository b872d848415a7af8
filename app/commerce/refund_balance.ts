import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tellStaff } from '#identity/staff_channels'
import { Tenant } from '#core/tenancy/tenant'
import OrderRefunded from '#commerce/events/order_refunded'
import RefundFailed from '#commerce/events/refund_failed'
import RefundMail from '#commerce/mails/refund'
import type Order from '#commerce/models/order'
import Refund from '#commerce/models/refund'
import { RefundPolicy } from '#commerce/refund_policy'

type Result = { status: string; ref: string | null; failure: string | null }

/**
 * What is left of an order after its refunds. Access follows the sum, not the
 * names of events: while money remains it stays, and a refund that fails after
 * all brings it back. The order's row is locked by the caller.
 */
export class RefundBalance {
  constructor(
    readonly order: Order,
    private readonly trx: TransactionClientContract
  ) {}

  /** Writes what became of a refund. Resolves to a sentence when that changed something. */
  async write(refund: Refund, { status, ref, failure }: Result): Promise<string | null> {
    if (refund.status === status && (ref === null || refund.providerRef === ref)) return null
    const was = refund.isEffective
    refund.status = status
    refund.providerRef = ref ?? refund.providerRef
    refund.failure = failure
    await refund.useTransaction(this.trx).save()
    await tellStaff('orders', this.order.id, this.trx)
    if (refund.isEffective && !was) return this.#given(refund)
    if (status === 'failed' || status === 'cancelled') return this.#failed(refund)
    return `Refund is ${status}`
  }

  async #given(refund: Refund): Promise<string> {
    const isFull = await this.#count()
    if (isFull) await new RefundPolicy(this.order, this.trx).apply()
    const { order } = this
    await OrderRefunded.record(
      {
        organizationId: Tenant.id(),
        subjectId: order.id,
        contactId: order.contactId,
        payload: {
          orderId: order.id,
          refundId: refund.id,
          amountMinor: refund.amountMinor,
          currency: refund.currency,
          isFull,
        },
      },
      this.trx
    )
    if (order.fulfilledAt && order.email) await this.#tell(refund)
    return isFull ? 'Refunded in full' : 'Refunded in part'
  }

  async #failed(refund: Refund): Promise<string> {
    const wasFull = this.order.status === 'refunded'
    const isFull = await this.#count()
    if (wasFull && !isFull) await new RefundPolicy(this.order, this.trx).undo(refund)
    await RefundFailed.record(
      {
        organizationId: Tenant.id(),
        subjectId: this.order.id,
        contactId: this.order.contactId,
        payload: {
          orderId: this.order.id,
          refundId: refund.id,
          amountMinor: refund.amountMinor,
          currency: refund.currency,
          failure: refund.failure,
        },
      },
      this.trx
    )
    return 'A refund failed'
  }

  /** Sums up what went back and moves the order's state; resolves to whether nothing is left. */
  async #count(): Promise<boolean> {
    const { order, trx } = this
    const refunds = await Refund.query({ client: trx }).where('orderId', order.id)
    const given = refunds
      .filter((refund) => refund.isEffective)
      .reduce((sum, refund) => sum + refund.amountMinor, 0)
    order.refundedMinor = Math.min(given, order.totalMinor)
    await order.useTransaction(trx).save()
    const isFull = order.refundedMinor === order.totalMinor
    await order.transitionTo(
      isFull ? 'refunded' : order.refundedMinor > 0 ? 'partially_refunded' : 'paid',
      trx
    )
    return isFull
  }

  async #tell(refund: Refund): Promise<void> {
    const { order } = this
    await RefundMail.queue(
      {
        to: {
          email: order.email!,
          name: order.name,
          locale: order.locale,
          contactId: order.contactId,
        },
        organizationId: Tenant.id(),
        payload: { refundId: refund.id },
        key: refund.id,
      },
      this.trx
    )
  }
}
