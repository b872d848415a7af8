import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import OrderExpired from '#commerce/events/order_expired'
import OrderFailed from '#commerce/events/order_failed'
import OrderProcessing from '#commerce/events/order_processing'
import { OPEN_STATES, ORDER_LIFECYCLE } from '#commerce/models/order/lifecycle'
import type { OrderSchema } from '#database/schema'

export type OrderState =
  'pending' | 'processing' | 'paid' | 'failed' | 'expired' | 'partially_refunded' | 'refunded'

/** Facts of the moves that say everything; being paid and refunded have more to say and are told by who does it. */
const FACTS = { processing: OrderProcessing, failed: OrderFailed, expired: OrderExpired }

/** The states of an order. Its row must be locked by whoever moves it. */
export function Transitioning<T extends NormalizeConstructor<typeof OrderSchema>>(superclass: T) {
  return class TransitioningOrder extends superclass {
    get isOpen(): boolean {
      return OPEN_STATES.includes(this.status)
    }

    get isFree(): boolean {
      return this.totalMinor === 0
    }

    /** Throws on a move that the lifecycle does not know. To where it is already, it does nothing. */
    async transitionTo(state: OrderState, trx: TransactionClientContract): Promise<void> {
      if (this.status === state) return
      if (!ORDER_LIFECYCLE[this.status]?.includes(state)) {
        throw new Error(`An order that is ${this.status} cannot become ${state}`)
      }
      this.status = state
      if (state === 'paid') this.paidAt ??= clock.now()
      await this.useTransaction(trx).save()
      const fact = FACTS[state as keyof typeof FACTS]
      if (fact) {
        await fact.record(
          {
            organizationId: Tenant.id(),
            subjectId: this.id,
            contactId: this.contactId,
            payload: this.facts,
          },
          trx
        )
      }
    }

    /** What every fact about the order says. */
    get facts() {
      return {
        orderId: this.id,
        number: this.number,
        totalMinor: this.totalMinor,
        currency: this.currency,
      }
    }
  }
}
