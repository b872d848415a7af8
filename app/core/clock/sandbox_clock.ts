import { clock } from '#core/clock/clock'
import { sandbox } from '#config/app'

const EVERY_MS = 2000

/**
 * While the sandbox is on, business time runs with its calendar, so that what
 * falls due there is due here. Quiet when the sandbox cannot be reached.
 */
export class SandboxClock {
  #timer: NodeJS.Timeout | null = null

  start(): void {
    if (!sandbox.on || this.#timer) return
    void this.follow()
    this.#timer = setInterval(() => void this.follow(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Takes over the sandbox's offset, once. Resolves to whether it answered. */
  async follow(): Promise<boolean> {
    try {
      const answer = await fetch(`${sandbox.url}/control`, { signal: AbortSignal.timeout(1500) })
      const { clockOffsetSeconds } = (await answer.json()) as { clockOffsetSeconds?: unknown }
      if (typeof clockOffsetSeconds !== 'number' || !Number.isFinite(clockOffsetSeconds))
        return false
      if (clockOffsetSeconds !== clock.offsetSeconds) clock.setOffset(clockOffsetSeconds)
      return true
    } catch {
      return false
    }
  }
}
