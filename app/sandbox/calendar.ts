import { Checkout } from '#sandbox/stripe/checkout'
import type { Control } from '#sandbox/control'
import type { World } from '#sandbox/stripe/world'

const EVERY_MS = 1000

/** Makes due what falls due: each second, and at once when the clock is moved. */
export class Calendar {
  #timer: NodeJS.Timeout

  constructor(
    private world: World,
    control: Control
  ) {
    control.onChange(() => this.tick())
    this.#timer = setInterval(() => this.tick(), EVERY_MS)
    this.#timer.unref()
  }

  tick(): void {
    for (const account of this.world.accounts) {
      for (const session of account.collections.session) {
        const open = session.status === 'open'
        if (!open && session.payment_status !== 'unpaid') continue
        new Checkout(this.world, account, session).expireIfDue()
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
