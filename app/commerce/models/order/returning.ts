import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { clock } from '#core/clock/clock'
import { hashToken, safeEqual } from '#core/crypto/tokens'
import type { OrderSchema } from '#database/schema'

/** After this the link in the mail is the only way in. */
const ENTRANCE_HOURS = 1

/** The buyer's way back from the payment page. */
export function Returning<T extends NormalizeConstructor<typeof OrderSchema>>(superclass: T) {
  return class ReturningOrder extends superclass {
    isReturnedWith(token: unknown): boolean {
      return typeof token === 'string' && safeEqual(hashToken(token), this.returnTokenHash)
    }

    /** Whether the browser of the purchase may still be let in, once. */
    get isEntranceOpen(): boolean {
      return (
        this.fulfilledAt !== null &&
        this.returnUsedAt === null &&
        this.fulfilledAt.plus({ hours: ENTRANCE_HOURS }) > clock.now()
      )
    }
  }
}
