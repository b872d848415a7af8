import type { Control } from '#sandbox/control'
import type { Signed } from '#sandbox/mail_providers/events/signers'

const BACK_OFF_MS = [1000, 3000, 9000, 27_000, 81_000]
const AT_ONCE = 32
const TIMEOUT_MS = 15_000

type Delivery = { url: string; signed: () => Signed; attempt: number }

/** Posts events to webhooks, and again with growing pauses until they are taken. The knobs decide what goes wrong. */
export class EventDeliveries {
  #ready: Delivery[] = []
  #running = 0
  #closed = false

  constructor(private control: Control) {}

  /** `exactly`: nothing goes wrong with it on purpose. */
  send(url: string, signed: () => Signed, { exactly = false } = {}): void {
    const { drop, duplicate, reorder, delayMs } = this.control.knobs
    if (!exactly && Math.random() < drop) return
    const copies = !exactly && Math.random() < duplicate ? 2 : 1
    for (let copy = 0; copy < copies; copy++) {
      const heldBack = !exactly && Math.random() < reorder ? 300 + Math.random() * 1200 : 0
      this.#wait({ url, signed, attempt: 1 }, delayMs + heldBack + copy * Math.random() * 500)
    }
  }

  close(): void {
    this.#closed = true
    this.#ready = []
  }

  #wait(delivery: Delivery, milliseconds: number): void {
    setTimeout(() => {
      this.#ready.push(delivery)
      this.#next()
    }, milliseconds).unref()
  }

  #next(): void {
    while (!this.#closed && this.#running < AT_ONCE && this.#ready.length > 0) {
      const delivery = this.#ready.shift()!
      this.#running++
      void this.#attempt(delivery).finally(() => {
        this.#running--
        this.#next()
      })
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { body, headers } = delivery.signed()
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(delivery.url, { method: 'POST', body, headers, signal }).catch(
      () => null
    )
    await answer?.arrayBuffer().catch(() => null)
    if (answer?.ok || delivery.attempt > BACK_OFF_MS.length) return
    this.#wait({ ...delivery, attempt: delivery.attempt + 1 }, BACK_OFF_MS[delivery.attempt - 1])
  }
}
