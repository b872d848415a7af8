import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import SeatReleased from '#commerce/events/seat_released'
import type Order from '#commerce/models/order'
import SeatHold from '#commerce/models/seat_hold'
import { forgetOffer } from '#commerce/public_cache'
import { moveSeat, takeSeat } from '#commerce/queries/seats'

/** The seats of one order, whose row the caller has locked. */
export class Seats {
  constructor(
    readonly order: Order,
    private readonly trx: TransactionClientContract
  ) {}

  /**
   * Turns what is held into sold. A seat that was given back meanwhile is taken
   * anew if one is free. Resolves to the product without a seat, or null.
   */
  async sell(lines: { productId: string; hasSeats: boolean }[]): Promise<string | null> {
    const limited = lines.filter((line) => line.hasSeats)
    if (limited.length === 0) return null
    const holds = await this.#holds()
    for (const { productId } of limited) {
      const hold = holds.find((one) => one.productId === productId)
      if (hold?.state === 'sold') continue
      if (hold?.state === 'held') {
        await moveSeat(productId, { sold: 1, held: -1 }, this.trx)
        await this.#mark(hold, 'sold')
      } else {
        const seat = await takeSeat(productId, 'sold', this.trx)
        if (seat === 'full') return productId
        if (seat === 'unlimited') continue
        await this.#keep(hold, productId)
      }
      forgetOffer(productId, this.trx)
    }
    return null
  }

  /** A bank decides: the seats wait for it, however long it takes. */
  async waitForBank(): Promise<void> {
    for (const hold of await this.#holds()) {
      if (hold.state === 'released') {
        const seat = await takeSeat(hold.productId, 'held', this.trx)
        if (seat !== 'taken') continue
        hold.state = 'held'
      }
      hold.expiresAt = null
      await hold.useTransaction(this.trx).save()
    }
  }

  /** Gives back what is held. */
  async release(): Promise<void> {
    for (const hold of await this.#holds()) {
      if (hold.state === 'held') await this.#free(hold, { sold: 0, held: -1 })
    }
  }

  /** Gives back what was sold, when the buyer's access ends with a refund. */
  async giveBack(): Promise<void> {
    for (const hold of await this.#holds()) {
      if (hold.state === 'sold') await this.#free(hold, { sold: -1, held: 0 })
    }
  }

  /** The refund failed, so the seat is the buyer's again, even where it makes one too many. */
  async restore(): Promise<void> {
    for (const hold of await this.#holds()) {
      if (hold.state !== 'released') continue
      await moveSeat(hold.productId, { sold: 1, held: 0 }, this.trx)
      await this.#mark(hold, 'sold')
      forgetOffer(hold.productId, this.trx)
    }
  }

  async #free(hold: SeatHold, by: { sold: -1 | 0; held: -1 | 0 }): Promise<void> {
    await moveSeat(hold.productId, by, this.trx)
    await this.#mark(hold, 'released')
    await SeatReleased.record(
      {
        organizationId: Tenant.id(),
        subjectId: hold.productId,
        payload: { orderId: this.order.id, productId: hold.productId },
      },
      this.trx
    )
    forgetOffer(hold.productId, this.trx)
  }

  async #keep(hold: SeatHold | undefined, productId: string): Promise<void> {
    if (hold) return this.#mark(hold, 'sold')
    await SeatHold.create(
      { productId, orderId: this.order.id, state: 'sold', expiresAt: null, createdAt: clock.now() },
      { client: this.trx }
    )
  }

  async #mark(hold: SeatHold, state: 'sold' | 'released'): Promise<void> {
    hold.state = state
    hold.expiresAt = null
    await hold.useTransaction(this.trx).save()
  }

  #holds(): Promise<SeatHold[]> {
    return SeatHold.query({ client: this.trx }).where('orderId', this.order.id).orderBy('productId')
  }
}
